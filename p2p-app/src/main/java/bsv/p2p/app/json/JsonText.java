package bsv.p2p.app.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON objects as lines of ASCII: what is not ASCII, and so everything that could disturb a terminal, is written as an escape.
public final class JsonText {
    /// Longest text that is read, in characters; the nesting of messages is flat.
    private static final int MAX_TEXT = 128 << 20;
    private static final int MAX_DEPTH = 16;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .characterEscapes(new WithDelete())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(MAX_TEXT).maxNestingDepth(MAX_DEPTH).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// Without blanks and line ends.
    public static String line(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /// As [#line], cut for a message to people.
    static String shortened(JsonNode node) {
        var line = line(node);
        return line.length() <= 80 ? line : line.substring(0, 80) + "...";
    }

    /// Reads one object.
    ///
    /// @throws IllegalArgumentException if `text` is anything else
    public static ObjectNode parse(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) return object;
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("expected a JSON object: " + malformed.getOriginalMessage());
        }
        throw new IllegalArgumentException("expected a JSON object");
    }

    /// The only control character that JSON leaves as it is.
    private static final class WithDelete extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private final int[] escapes = standardAsciiEscapesForJSON();

        private WithDelete() {
            escapes[0x7f] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null;
        }
    }
}

package bsv.p2p.app.frames;

import bsv.p2p.api.message.Bytes;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Bytes as text on a line: hex digits, or base64 as RFC 4648 has it, with or without its padding.
public enum LineText {
    /// Hex if it can be, else base64.
    ANY,
    BASE64;

    /// What is written: hex, unless base64 is asked for.
    String write(Bytes bytes) {
        return this == BASE64 ? Base64.getEncoder().encodeToString(bytes.toArray()) : bytes.toHex();
    }

    /// @throws IllegalArgumentException saying what is wrong with the text
    Bytes read(String text) {
        if (this == BASE64) return base64(text);
        var notHex = notHex(text);
        if (notHex.isEmpty()) return Bytes.parseHex(text);
        try {
            return base64(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(notHex.get());
        }
    }

    /// Why `text` is not hex, if it is not.
    static Optional<String> notHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) return Optional.of("expected hex digits or base64, found \"%s\" as character %d".formatted(text.charAt(i), i + 1));
        }
        return text.length() % 2 == 0 ? Optional.empty() : Optional.of("expected two hex digits for each byte, found an odd number of them: " + text.length());
    }

    private static Bytes base64(String text) {
        try {
            return Bytes.wrap(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("expected base64: " + wrong.getMessage());
        }
    }
}

package bsv.p2p.store.json;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The fields of one JSON object, read before anybody says what they mean, so that an object that makes no sense spoils no other. Numbers
/// stay text. What asks for a field that is not as it should be gets an IllegalArgumentException or a DateTimeException.
final class Fields {
    private final Map<String, Object> values = new HashMap<>();

    private Fields() {}

    /// Reads the object that begins at the current token, up to its end.
    static Fields read(JsonParser json) {
        var fields = new Fields();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = json.currentName();
            var token = json.nextToken();
            if (token == JsonToken.START_OBJECT) fields.values.put(name, read(json));
            else if (token.isStructStart()) json.skipChildren();
            else if (token != JsonToken.VALUE_NULL) fields.values.put(name, json.getString());
        }
        return fields;
    }

    String text(String name) {
        return optional(name).orElseThrow(() -> new IllegalArgumentException("it has no " + name));
    }

    Optional<String> optional(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    Optional<Instant> time(String name) {
        return optional(name).map(Instant::parse);
    }

    Optional<Fields> object(String name) {
        return values.get(name) instanceof Fields fields ? Optional.of(fields) : Optional.empty();
    }
}

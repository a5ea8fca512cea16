package bsv.p2p.app.json;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON values as cells of CSV (RFC 4180). A cell is one line of ASCII: what else a text has is escaped in it as in JSON, an object is its
/// JSON, null is empty. A text that a spreadsheet would take for a formula has an apostrophe before it.
public final class CsvCell {
    private static final String FORMULA = "[=+\\-@'].*";

    private CsvCell() {}

    /// A line of these fields.
    public static String line(List<String> columns, ObjectNode row) {
        return String.join(",", columns.stream().map(column -> of(row.path(column))).toList());
    }

    public static String of(JsonNode value) {
        if (value.isObject()) return quoted(JsonText.line(value));
        if (value.isNull()) return "";
        if (!value.isString()) return value.asString();
        var json = JsonText.line(value);
        var text = json.substring(1, json.length() - 1);
        if (text.matches(FORMULA)) text = "'" + text;
        return text.matches("[^\",]*") ? text : quoted(text);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}

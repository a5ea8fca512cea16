package bsv.p2p.app.store;

import bsv.p2p.app.json.CsvCell;
import bsv.p2p.app.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Peers as lines of CSV (RFC 4180), the fields those of their JSON, a ban as the JSON of it; see [CsvCell].
final class PeerCsv {
    private static final List<String> COLUMNS = List.of("id", "address", "status", "status_since", "services", "user_agent", "protocol_version",
            "start_height", "last_seen", "attempts", "next_attempt", "source", "ban");
    /// The first line.
    static final String HEADER = String.join(",", COLUMNS);

    private final List<String> columns;

    private PeerCsv(List<String> columns) {
        this.columns = columns;
    }

    static String line(ObjectNode peer) {
        return String.join(",", COLUMNS.stream().map(column -> cell(column, peer.path(column))).toList());
    }

    /// Reads lines whose columns this header names, in any order. Columns it does not know are passed over.
    ///
    /// @throws IllegalArgumentException if there is no `address` among them
    static PeerCsv withHeader(String header) {
        var columns = cells(header);
        if (!columns.contains("address")) throw new IllegalArgumentException("expected a header with the column address, such as " + HEADER);
        return new PeerCsv(columns);
    }

    /// The peer of a line as JSON.
    ///
    /// @throws IllegalArgumentException if the line does not fit the header
    ObjectNode object(String line) {
        var cells = cells(line);
        if (cells.size() != columns.size()) throw new IllegalArgumentException("expected %d cells, found %d".formatted(columns.size(), cells.size()));
        var object = JsonText.object();
        for (int i = 0; i < cells.size(); i++) {
            var column = columns.get(i);
            if (!COLUMNS.contains(column) || cells.get(i).isEmpty()) continue;
            if (column.equals("ban")) object.set(column, JsonText.parse(cells.get(i)));
            else object.put(column, unescaped(cells.get(i)));
        }
        return object;
    }

    private static String cell(String column, JsonNode value) {
        return column.equals("start_height") && value.intValue() == -1 ? "" : CsvCell.of(value);
    }

    private static String unescaped(String cell) {
        var text = cell.startsWith("'") ? cell.substring(1) : cell;
        if (text.indexOf('\\') < 0) return text;
        var object = JsonText.parse("{\"text\":\"" + text + "\"}");
        if (object.size() != 1) throw new IllegalArgumentException("expected text with quotes escaped as in JSON, found " + text);
        return object.get("text").stringValue();
    }

    private static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) throw new IllegalArgumentException("a quote has no end");
        cells.add(cell.toString());
        return cells;
    }
}

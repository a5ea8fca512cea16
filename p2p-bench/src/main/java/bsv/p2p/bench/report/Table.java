package bsv.p2p.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// A table that a program printed.
///
/// @param caption the line of text before it, if there is one
record Table(String caption, List<String> columns, List<List<String>> rows) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d,]*(\\.\\d+)?");
    private static final String RULER = "|---";

    Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// All tables in what a program printed.
    static List<Table> of(List<String> lines) {
        var tables = new ArrayList<Table>();
        var caption = "";
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (i + 1 < lines.size() && line.startsWith("|") && lines.get(i + 1).startsWith(RULER)) {
                var rows = lines.stream().skip(i + 2L).takeWhile(row -> row.startsWith("|")).map(Table::cells).toList();
                tables.add(new Table(caption, cells(line), rows));
                i += rows.size() + 1;
                caption = "";
            } else if (!line.isBlank()) {
                caption = line.strip();
            }
        }
        return tables;
    }

    private static List<String> cells(String line) {
        var inner = line.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
        var cells = new ArrayList<String>();
        for (var cell : inner.split("\\|", -1)) cells.add(cell.strip());
        return cells;
    }

    /// The number of the first column whose name begins so.
    ///
    /// @throws IllegalStateException if there is none
    int column(String beginning) {
        for (int i = 0; i < columns.size(); i++) if (columns.get(i).startsWith(beginning)) return i;
        throw new IllegalStateException("expected a column that begins with \"%s\", found %s".formatted(beginning, columns));
    }

    /// The first number in a cell; none where there is none.
    static OptionalDouble number(String cell) {
        var found = NUMBER.matcher(cell);
        return found.find() ? OptionalDouble.of(Double.parseDouble(found.group().replace(",", ""))) : OptionalDouble.empty();
    }
}

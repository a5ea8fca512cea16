package bsv.p2p.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which columns a table has, and how a value lies in them: as texts, longs, and null where there is nothing. The last column is the
/// [RowSum] of the others.
///
/// @param data the columns but for the sum; by the first a row is found
/// @param toRow makes what is in them
/// @param fromRow makes the value again; throws IllegalArgumentException if that makes no sense
/// @param isSummed whether rows get a sum
record Table<T>(String name, List<Column> data, Function<T, @Nullable Object[]> toRow, Function<@Nullable Object[], T> fromRow, boolean isSummed) {
    private static final Column SUM = Column.number("checksum");

    Table {
        data = List.copyOf(data);
    }

    String key() {
        return data.getFirst().name();
    }

    /// All columns.
    List<Column> columns() {
        return Stream.concat(data.stream(), Stream.of(SUM)).toList();
    }

    /// How many that are.
    int width() {
        return data.size() + 1;
    }

    /// Their names with commas between, as SQL has them.
    String names() {
        return columns().stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /// As [#names()], for a database that has no sums yet.
    String namesBeforeSums() {
        return data.stream().map(Column::name).collect(Collectors.joining(", ")) + ", null";
    }

    /// A question mark for each, with commas between.
    String marks() {
        return columns().stream().map(_ -> "?").collect(Collectors.joining(", "));
    }

    /// The end of an `insert` that replaces the row of the same key.
    String orReplace() {
        return " on conflict (" + key() + ") do update set " + columns().stream().map(column -> column.name() + " = excluded." + column.name()).collect(Collectors.joining(", "));
    }

    /// Adds a row, or replaces that of the same key.
    String upsert() {
        return "insert into " + name + " (" + names() + ") values (" + marks() + ")" + orReplace();
    }

    /// What is to stand in the columns.
    @Nullable Object[] row(T value) {
        var values = toRow.apply(value);
        var row = Arrays.copyOf(values, values.length + 1);
        row[values.length] = isSummed ? (Long) RowSum.of(values) : null;
        return row;
    }

    /// Sets parameters to a row, from the first on.
    void set(PreparedStatement statement, @Nullable Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) set(statement, i + 1, i, row);
    }

    /// Sets a parameter to one column of a row.
    void set(PreparedStatement statement, int parameter, int column, @Nullable Object[] row) throws SQLException {
        switch (row[column]) {
            case String text -> statement.setString(parameter, text);
            case Long number -> statement.setLong(parameter, number);
            case null, default -> statement.setNull(parameter, column < data.size() && !data.get(column).isNumber() ? Types.VARCHAR : Types.BIGINT);
        }
    }

    /// The value of a row of a result whose columns are [#names()].
    ///
    /// @throws IllegalArgumentException if it makes no sense, or is not what was written
    T read(ResultSet result) throws SQLException {
        var values = values(result);
        if (!fits(values, result)) throw new IllegalArgumentException("it does not fit its checksum; whoever edits a row by hand sets that to null");
        return fromRow.apply(values);
    }

    /// Whether a row of such a result is what was written, as far as can be known.
    boolean isAsWritten(ResultSet result) throws SQLException {
        return fits(values(result), result);
    }

    private boolean fits(@Nullable Object[] values, ResultSet result) throws SQLException {
        var sum = isSummed ? number(result, width()) : null;
        return sum == null || RowSum.fits(sum, values);
    }

    private @Nullable Object[] values(ResultSet result) throws SQLException {
        @Nullable Object[] values = new Object[data.size()];
        for (int i = 0; i < values.length; i++) values[i] = data.get(i).isNumber() ? number(result, i + 1) : result.getString(i + 1);
        return values;
    }

    private static @Nullable Long number(ResultSet result, int index) throws SQLException {
        long number = result.getLong(index);
        return number == 0 && result.wasNull() ? null : (Long) number;
    }
}

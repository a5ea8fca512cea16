package bsv.p2p.store.sql;

/// A column of a table.
///
/// @param isNumber whether it holds numbers of 64 bits; otherwise it holds texts
record Column(String name, boolean isNumber) {
    static Column text(String name) {
        return new Column(name, false);
    }

    static Column number(String name) {
        return new Column(name, true);
    }
}

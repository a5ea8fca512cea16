package bsv.p2p.app.logging;

/// How log lines are written.
public enum LogFormat {
    /// For people: time of day, level, logger, message, `key=value` pairs.
    TEXT,
    /// For programs: one object a line, with the pairs as its fields.
    JSON
}

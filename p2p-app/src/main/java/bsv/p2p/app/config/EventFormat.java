package bsv.p2p.app.config;

/// How events are printed.
public enum EventFormat {
    /// A line for people.
    TEXT,
    /// A JSON object a line.
    JSON,
    /// Not at all.
    NONE
}

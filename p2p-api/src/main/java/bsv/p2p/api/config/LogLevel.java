package bsv.p2p.api.config;

/// How much is logged: our own faults, then failures of others, life-cycle facts, moves of connections, bytes.
public enum LogLevel {
    ERROR, WARN, INFO, DEBUG, TRACE
}

package bsv.p2p.bench.net;

import java.io.IOException;

/// What both ends do during a measurement.
///
/// @param kind the message that goes over; of no meaning where none does
/// @param connections how many there are, or are made at once
/// @param loops threads of the contender that serve sockets: with one, both ends are kept on a processor each
record Job(Act act, Kind kind, int connections, int loops) {
    /// Who does what.
    enum Act {
        RECEIVE, SEND, FAN_OUT, BE_CALLED, DIAL, CRAWL, PING
    }

    /// Whether bitcoinj can: it has one thread for all sockets.
    boolean takes(Contender contender) {
        return loops == 1 || contender != Contender.BITCOINJ;
    }

    /// Begins it.
    void begin(Child contender, int port, Child counterpart) throws IOException {
        switch (act) {
            case RECEIVE -> counterpart.tell("flood", kind, port, connections);
            case SEND -> {
                counterpart.tell("read", port, connections, 0);
                contender.tell("send", kind);
            }
            case FAN_OUT -> {
                counterpart.tell("read", port, connections, connections * (long) kind.frame().length);
                contender.tell("fanOut", kind);
            }
            case BE_CALLED -> counterpart.tell("call", port, connections);
            case DIAL -> contender.tell("dial", counterpart.tell("answer", false), connections);
            case CRAWL -> contender.tell("crawl", counterpart.tell("answer", true), connections);
            case PING -> counterpart.tell("ping", port);
        }
    }
}

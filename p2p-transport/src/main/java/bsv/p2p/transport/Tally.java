package bsv.p2p.transport;

import bsv.p2p.api.spi.LinkCounters;

/// The counters of one link: written on its loop alone, read by anybody.
final class Tally {
    private static final int MESSAGES_RECEIVED = 0;
    private static final int BYTES_RECEIVED = 1;
    private static final int MESSAGES_SENT = 2;
    private static final int BYTES_SENT = 3;
    private static final int LAST_RECEIVED = 4;
    private static final int LAST_SENT = 5;

    private final long[] values = new long[6];

    void opened(long now) {
        Counters.set(values, LAST_RECEIVED, now);
        Counters.set(values, LAST_SENT, now);
    }

    void bytesReceived(long count, long now) {
        Counters.add(values, BYTES_RECEIVED, count);
        Counters.set(values, LAST_RECEIVED, now);
    }

    void messageReceived() {
        Counters.add(values, MESSAGES_RECEIVED, 1);
    }

    void bytesSent(long count, long now) {
        Counters.add(values, BYTES_SENT, count);
        Counters.set(values, LAST_SENT, now);
    }

    void messagesSent(int count) {
        Counters.add(values, MESSAGES_SENT, count);
    }

    LinkCounters counters() {
        return new LinkCounters(Counters.see(values, MESSAGES_RECEIVED), Counters.see(values, BYTES_RECEIVED), Counters.see(values, MESSAGES_SENT),
                Counters.see(values, BYTES_SENT), Counters.see(values, LAST_RECEIVED), Counters.see(values, LAST_SENT));
    }
}

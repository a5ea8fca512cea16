package bsv.p2p.transport;

import bsv.p2p.api.spi.LinkCounters;
import java.util.concurrent.atomic.AtomicLongArray;

/// The counters of one link: written on its loop alone, read by anybody. An opaque write costs what a plain one does.
final class Tally {
    private static final int MESSAGES_RECEIVED = 0;
    private static final int BYTES_RECEIVED = 1;
    private static final int MESSAGES_SENT = 2;
    private static final int BYTES_SENT = 3;
    private static final int LAST_RECEIVED = 4;
    private static final int LAST_SENT = 5;

    private final AtomicLongArray values = new AtomicLongArray(6);

    void opened(long now) {
        values.setOpaque(LAST_RECEIVED, now);
        values.setOpaque(LAST_SENT, now);
    }

    void bytesReceived(long count, long now) {
        add(BYTES_RECEIVED, count);
        values.setOpaque(LAST_RECEIVED, now);
    }

    void messageReceived() {
        add(MESSAGES_RECEIVED, 1);
    }

    void bytesSent(long count, long now) {
        add(BYTES_SENT, count);
        values.setOpaque(LAST_SENT, now);
    }

    void messagesSent(int count) {
        add(MESSAGES_SENT, count);
    }

    LinkCounters counters() {
        return new LinkCounters(values.getOpaque(MESSAGES_RECEIVED), values.getOpaque(BYTES_RECEIVED), values.getOpaque(MESSAGES_SENT),
                values.getOpaque(BYTES_SENT), values.getOpaque(LAST_RECEIVED), values.getOpaque(LAST_SENT));
    }

    private void add(int index, long count) {
        values.setOpaque(index, values.getPlain(index) + count);
    }
}

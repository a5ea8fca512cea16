package bsv.p2p.app.cli;

import java.util.Iterator;

/// Prints lines that may be very many, until nobody reads them any more.
final class ManyLines {
    private static final int ASK_EVERY = 256;

    private ManyLines() {}

    static long print(Console console, Iterator<String> lines) {
        long printed = 0;
        // To ask for errors is to flush: not for each line.
        for (; lines.hasNext() && (printed % ASK_EVERY != 0 || !console.out().checkError()); printed++) console.out().print(lines.next() + "\n");
        console.out().flush();
        return printed;
    }
}

package bsv.p2p.app.output;

import java.io.PrintStream;

/// Lines to a stream that may go away, such as a pipe into `head`. Each line goes out whole and at once. Safe for many threads.
public final class LineOutput {
    private final PrintStream stream;
    private final Runnable onGone;
    private boolean gone;

    /// @param onGone called once, when a line could not be written any more
    public LineOutput(PrintStream stream, Runnable onGone) {
        this.stream = stream;
        this.onGone = onGone;
    }

    /// Writes a line; after the reader has gone, does nothing.
    public synchronized void print(String line) {
        if (gone) return;
        stream.print(line + "\n");
        // flushes
        if (!stream.checkError()) return;
        gone = true;
        onGone.run();
    }
}

package bsv.p2p.app.output;

import java.io.PrintStream;

/// A bar on one line of a terminal that shows how far something is. Where there is no terminal it shows nothing.
public final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 40;

    private final PrintStream terminal;
    private final boolean shown;
    private final long total;
    private int lastPercent = -1;

    /// @param shown whether `terminal` is one
    /// @param total what counts as all; if more comes, the bar stays full
    public ProgressBar(PrintStream terminal, boolean shown, long total) {
        this.terminal = terminal;
        this.shown = shown;
        this.total = Math.max(1, total);
    }

    /// Draws anew where a percent has passed.
    public void show(long done) {
        int percent = (int) Math.min(100, 100 * done / total);
        if (!shown || percent == lastPercent) return;
        lastPercent = percent;
        int full = WIDTH * percent / 100;
        terminal.print("\r[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] %3d%% %d".formatted(percent, done));
        terminal.flush();
    }

    /// Wipes the line.
    @Override
    public void close() {
        if (shown && lastPercent >= 0) terminal.print("\r\u001b[K");
        terminal.flush();
    }
}

package bsv.p2p.app.output;

import java.io.PrintStream;

/// A bar on one line of a terminal that shows how far something is. Where there is no terminal it shows nothing.
public final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 40;

    private final PrintStream terminal;
    private final boolean shown;
    private final long total;
    private String last = "";
    private long shownLast;

    /// @param shown whether `terminal` is one
    /// @param total what counts as all; if more comes, the bar stays full
    public ProgressBar(PrintStream terminal, boolean shown, long total) {
        this.terminal = terminal;
        this.shown = shown;
        this.total = Math.max(1, total);
    }

    /// Draws anew where a percent has passed.
    public void show(long done) {
        if (percent(done, total) != percent(shownLast, total) || last.isEmpty()) show(done, total, Long.toString(done));
        shownLast = done;
    }

    /// Draws `done` of `all`, with words beside it.
    public void show(long done, long all, String words) {
        int percent = percent(done, Math.max(1, all));
        int full = WIDTH * percent / 100;
        var line = "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] %3d%% %s".formatted(percent, words);
        if (!shown || line.equals(last)) return;
        last = line;
        terminal.print("\r" + line + "\u001b[K");
        terminal.flush();
    }

    private static int percent(long done, long all) {
        return (int) Math.min(100, 100 * done / all);
    }

    /// Wipes the line.
    @Override
    public void close() {
        if (!last.isEmpty()) terminal.print("\r\u001b[K");
        terminal.flush();
    }
}

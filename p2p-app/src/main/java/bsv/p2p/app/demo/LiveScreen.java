package bsv.p2p.app.demo;

import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.app.demo.DemoEvent.BlockRelayed;
import bsv.p2p.app.demo.DemoEvent.NetworkStarted;
import bsv.p2p.app.demo.DemoEvent.NetworkStarting;
import bsv.p2p.app.demo.DemoEvent.NodesKilled;
import bsv.p2p.app.demo.DemoEvent.NodesRevived;
import bsv.p2p.app.demo.DemoEvent.TargetReached;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;

/// Shows a demo on a terminal, repainting it in place, on the terminal's second screen: when it ends, everything is as it was before,
/// and the summary follows. Safe to use from many threads.
final class LiveScreen implements DemoScreen {
    /// Second screen, cursor hidden, and back.
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    /// Everything until the end of a frame appears at once, where the terminal knows how.
    private static final String BEGIN_FRAME = "\u001b[?2026h\u001b[H";
    private static final String END_FRAME = "\u001b[J\u001b[?2026l";
    private static final String CLEAR_REST_OF_LINE = "\u001b[K";
    private static final int EVENTS_KEPT = 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream terminal;
    private final LiveView view;
    private final InstantSource clock;
    private final ArrayDeque<String> events = new ArrayDeque<>();
    private String phase = "starting";
    private String lastKill = "";
    private boolean open = true;

    /// @param styled whether to use colours
    LiveScreen(PrintStream terminal, boolean styled, InstantSource clock) {
        this.terminal = terminal;
        view = new LiveView(styled);
        this.clock = clock;
        terminal.print(ENTER);
        terminal.flush();
    }

    @Override
    public synchronized void happened(ControlEvent event) {
        EventText.of(event).ifPresent(this::note);
    }

    @Override
    public synchronized void happened(DemoEvent event) {
        var text = EventText.of(event);
        switch (event) {
            case NetworkStarting _ -> phase = text;
            case BlockRelayed _ -> note(text);
            case NodesKilled _ -> {
                phase = text + ": being replaced";
                lastKill = text;
                note(text);
            }
            case TargetReached(_, var took, boolean refilled) -> {
                phase = refilled ? lastKill + ": replaced after " + EventText.seconds(took) : text;
                note(text);
            }
            case NetworkStarted _, NodesRevived _ -> {
                phase = text;
                note(text);
            }
        }
    }

    @Override
    public synchronized void paint(DemoState state) {
        if (!open) return;
        var frame = new StringBuilder(BEGIN_FRAME);
        var lines = view.draw(state, phase, List.copyOf(events), TerminalSize.now());
        for (int i = 0; i < lines.size(); i++) frame.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(CLEAR_REST_OF_LINE);
        terminal.print(frame.append(END_FRAME));
        terminal.flush();
    }

    @Override
    public synchronized void close() {
        if (open) terminal.print(LEAVE);
        terminal.flush();
        open = false;
    }

    @Override
    public void summarize(DemoSummary summary) {
        SummaryText.of(summary).forEach(terminal::println);
    }

    private void note(String text) {
        events.addLast(TIME.format(clock.instant().atZone(ZoneId.systemDefault())) + "  " + text);
        if (events.size() > EVENTS_KEPT) events.removeFirst();
    }
}

package bsv.p2p.app.demo;

import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.app.output.EventLines;
import bsv.p2p.app.output.LineOutput;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The ways to show a demo.
public final class DemoScreens {
    private static final InstantSource CLOCK = InstantSource.system();

    private DemoScreens() {}

    /// A live view on a terminal, then the summary.
    ///
    /// @param styled whether to use colours
    public static DemoScreen live(PrintStream terminal, boolean styled) {
        return new LiveScreen(terminal, styled, CLOCK);
    }

    /// Lines for people.
    public static DemoScreen text(LineOutput out) {
        return new LineScreen(out, EventLines.text(CLOCK, ZoneId.systemDefault(), _ -> Optional.empty()), SummaryText::of);
    }

    /// JSON lines, the last one `DemoSummary`.
    public static DemoScreen json(LineOutput out) {
        var lines = EventLines.json(CLOCK, _ -> Optional.empty());
        return new LineScreen(out, lines, summary -> List.of(lines.line("DemoSummary", Optional.empty(), DemoFields.of(summary))));
    }

    /// The summary alone.
    public static DemoScreen summary(LineOutput out) {
        return new DemoScreen() {
            @Override
            public void happened(ControlEvent event) {}

            @Override
            public void happened(DemoEvent event) {}

            @Override
            public void paint(DemoState state) {}

            @Override
            public void close() {}

            @Override
            public void summarize(DemoSummary summary) {
                SummaryText.of(summary).forEach(out::print);
            }
        };
    }
}

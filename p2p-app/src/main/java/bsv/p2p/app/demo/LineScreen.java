package bsv.p2p.app.demo;

import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.app.demo.DemoEvent.NetworkStarting;
import bsv.p2p.app.output.EventLines;
import bsv.p2p.app.output.LineOutput;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Shows a demo as lines: every event of the node under show and of the demo, then the summary.
final class LineScreen implements DemoScreen {
    private final LineOutput out;
    private final EventLines lines;
    private final Function<DemoSummary, List<String>> summary;

    /// @param summary says the last word
    LineScreen(LineOutput out, EventLines lines, Function<DemoSummary, List<String>> summary) {
        this.out = out;
        this.lines = lines;
        this.summary = summary;
    }

    @Override
    public void happened(ControlEvent event) {
        out.print(lines.line(event));
    }

    @Override
    public void happened(DemoEvent event) {
        if (!(event instanceof NetworkStarting)) out.print(lines.line(event.kind(), DemoFields.address(event), DemoFields.of(event)));
    }

    @Override
    public void paint(DemoState state) {
        // lines tell what changes, not what is
    }

    @Override
    public void close() {
        // nothing to give back
    }

    @Override
    public void summarize(DemoSummary result) {
        summary.apply(result).forEach(out::print);
    }
}

package bsv.p2p.app.demo;

import bsv.p2p.api.event.ControlEvent;

/// Where a demo shows what happens. Called from several threads.
public interface DemoScreen extends AutoCloseable {
    /// The node under show did something.
    void happened(ControlEvent event);

    /// Something happened in the demo.
    void happened(DemoEvent event);

    /// How it all stands now; called a few times a second.
    void paint(DemoState state);

    /// No more of the above comes; gives the terminal back.
    @Override
    void close();

    /// The last word, after the end.
    void summarize(DemoSummary summary);
}

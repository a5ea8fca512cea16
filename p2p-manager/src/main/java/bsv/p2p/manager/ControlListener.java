package bsv.p2p.manager;

import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.EventListener;

/// Tells a lag as an event too.
record ControlListener(EventListener<? super ControlEvent> listener) implements EventListener<ControlEvent> {
    @Override
    public void onEvent(ControlEvent event) {
        listener.onEvent(event);
    }

    @Override
    public void onLagged(long missed) {
        listener.onLagged(missed);
        listener.onEvent(new ControlEvent.Lagged(missed));
    }

    @Override
    public void onEnd() {
        listener.onEnd();
    }
}

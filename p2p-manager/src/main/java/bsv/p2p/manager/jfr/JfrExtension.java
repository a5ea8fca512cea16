package bsv.p2p.manager.jfr;

import bsv.p2p.api.ManagerExtension;
import bsv.p2p.api.PeerManager;
import java.util.Optional;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/// Watches a manager while somebody records, and only then: until a recording starts, not even a class of an event is loaded.
final class JfrExtension implements ManagerExtension, FlightRecorderListener {
    private Optional<PeerManager> manager = Optional.empty();
    private Optional<RecordedManager> recorded = Optional.empty();

    @Override
    public void attach(PeerManager attached) {
        synchronized (this) {
            manager = Optional.of(attached);
        }
        FlightRecorder.addListener(this);
    }

    /// Also called at once if the recorder runs already.
    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        follow(recorder);
    }

    @Override
    public void recordingStateChanged(Recording recording) {
        follow(FlightRecorder.getFlightRecorder());
    }

    private synchronized void follow(FlightRecorder recorder) {
        boolean wanted = manager.isPresent() && recorder.getRecordings().stream().anyMatch(recording -> recording.getState() == RecordingState.RUNNING);
        if (wanted == recorded.isPresent()) return;
        recorded.ifPresent(RecordedManager::close);
        recorded = wanted ? manager.map(RecordedManager::new) : Optional.empty();
    }

    @Override
    public void close() {
        FlightRecorder.removeListener(this);
        synchronized (this) {
            manager = Optional.empty();
            recorded.ifPresent(RecordedManager::close);
            recorded = Optional.empty();
        }
    }
}

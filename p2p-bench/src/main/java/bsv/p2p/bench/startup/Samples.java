package bsv.p2p.bench.startup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What one contender took, run after run.
final class Samples {
    private final String contender;
    private final List<Duration> all = new ArrayList<>();

    Samples(String contender) {
        this.contender = contender;
    }

    String contender() {
        return contender;
    }

    void add(Duration took) {
        all.add(took);
    }

    Duration best() {
        return sorted().getFirst();
    }

    Duration median() {
        return sorted().get(all.size() / 2);
    }

    Duration worst() {
        return sorted().getLast();
    }

    private List<Duration> sorted() {
        return all.stream().sorted().toList();
    }
}

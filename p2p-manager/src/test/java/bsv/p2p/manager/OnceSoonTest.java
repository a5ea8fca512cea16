package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnceSoonTest {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final AtomicInteger done = new AtomicInteger();
    private final OnceSoon soon = new OnceSoon(tasks::add, this::work);

    /// Who asks while it is done asks for another time.
    private void work() {
        if (done.incrementAndGet() == 1) soon.ask();
    }

    @Test
    void isDoneOnceForAllWhoAskedBefore() {
        for (int i = 0; i < 3; i++) soon.ask();
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(done).hasValue(1);
        tasks.remove().run();
        assertThat(done).hasValue(2);
        assertThat(tasks).isEmpty();
    }
}

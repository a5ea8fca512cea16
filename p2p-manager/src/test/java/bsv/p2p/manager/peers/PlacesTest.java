package bsv.p2p.manager.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.config.ConnectionLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void aSlotIsGivenBackOnceAndTheCountNeverGoesBelowZero() {
        var slots = new AtomicSlots(1);
        assertThat(slots.tryReserve()).isTrue();
        assertThat(slots.tryReserve()).isFalse();
        slots.release();
        assertThatThrownBy(slots::release).isInstanceOf(IllegalStateException.class);
        assertThat(slots.count()).isZero();
    }

    @Test
    void aLoweredMaximumTakesNothingAwayAndGivesNothing() {
        var slots = new AtomicSlots(3);
        slots.tryReserve();
        slots.tryReserve();
        slots.setMax(1);
        assertThat(slots.count()).isEqualTo(2);
        slots.release();
        assertThat(slots.tryReserve()).isFalse();
        slots.release();
        assertThat(slots.tryReserve()).isTrue();
        assertThatThrownBy(() -> slots.setMax(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
    }

    @Test
    void callersCannotTakeThePlacesOfTheTarget() {
        var places = new Places(ConnectionLimits.of(3, 5));
        assertThat(places.forInbound()).isPresent();
        assertThat(places.forInbound()).isPresent();
        assertThat(places.forInbound()).isEmpty();
        for (int i = 0; i < 3; i++) assertThat(places.forOutbound()).isPresent();
        assertThat(places.forOutbound()).isEmpty();
        assertThat(places.reserved()).isEqualTo(5);
    }

    @Test
    void aPlaceIsFreedOnceHoweverOftenItIsSaid() {
        var places = new Places(ConnectionLimits.of(0, 2));
        var place = places.forInbound().orElseThrow();
        places.forInbound();
        place.free();
        place.free();
        assertThat(places.reserved()).isEqualTo(1);
    }

    @Test
    void aThousandClientsNeverExceedTheMaximum() throws Exception {
        var slots = new AtomicSlots(20);
        var above = new AtomicInteger();
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int client = 0; client < 1_000; client++) {
            clients.add(() -> {
                int served = 0;
                for (int round = 0; round < 100; round++) {
                    if (!slots.tryReserve()) continue;
                    if (slots.count() > 20) above.incrementAndGet();
                    served++;
                    slots.release();
                }
                return served;
            });
        }
        int served = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(clients)) served += result.get();
        }
        assertThat(above).hasValue(0);
        assertThat(slots.count()).isZero();
        assertThat(served).isPositive();
    }
}

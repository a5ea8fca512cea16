package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.ConnectionState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageMeterTest {
    private final MessageMeter meter = new MessageMeter();

    @Test
    void countsBothDirectionsOfAllConnections() {
        meter.sample(List.of(connection(1, 10, 5), connection(2, 3, 2)), Duration.ofSeconds(1));
        assertThat(meter.total()).isEqualTo(20);
        assertThat(meter.perSecond()).isEqualTo(20);
    }

    @Test
    void whatAConnectionBroughtStaysWhenItEnds() {
        meter.sample(List.of(connection(1, 10, 5)), Duration.ofSeconds(1));
        meter.sample(List.of(), Duration.ofSeconds(2));
        assertThat(meter.total()).isEqualTo(15);
    }

    @Test
    void aConnectionThatBeganAgainCountsFromZero() {
        meter.sample(List.of(connection(1, 10, 5)), Duration.ofSeconds(1));
        meter.sample(List.of(connection(1, 2, 1)), Duration.ofSeconds(2));
        assertThat(meter.total()).isEqualTo(18);
    }

    @Test
    void theRateIsThatOfTheLastTwoSecondsAndTheHighestIsKept() {
        for (int second = 1; second <= 5; second++) meter.sample(List.of(connection(1, 100L * second, 0)), Duration.ofSeconds(second));
        assertThat(meter.perSecond()).isEqualTo(100);
        for (int second = 6; second <= 10; second++) meter.sample(List.of(connection(1, 500, 0)), Duration.ofSeconds(second));
        assertThat(meter.perSecond()).isZero();
        assertThat(meter.peakRate()).isEqualTo(100);
    }

    private static ConnectionSnapshot connection(int id, long received, long sent) {
        return LiveViewTest.snapshot(new UUID(0, id), id, false, ConnectionState.CONNECTED, "", received, sent);
    }
}

package bsv.p2p.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.Endpoint;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionSpansTest {
    private static final Endpoint PEER = Endpoint.parse("10.0.0.1:18444");
    private final Kept kept = new Kept();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final ConnectionSpans spans = new ConnectionSpans(SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(kept)).build().get("test"), () -> now);

    private static final class Kept implements SpanExporter {
        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private UUID accepted() {
        var peer = UUID.randomUUID();
        spans.hear(new ControlEvent.InboundConnectionAccepted(peer, PEER));
        return peer;
    }

    @Test
    void aConnectionWhoseEndWasMissedIsClosedWhenThatIsKnown() {
        var peer = accepted();
        spans.reconcile(List.of());

        assertThat(kept.spans).extracting(SpanData::getName).containsExactly("handshake", "connection");
        spans.hear(new ControlEvent.ConnectionLost(peer, PEER, true, Optional.empty()));
        assertThat(kept.spans).hasSize(2);
    }

    @Test
    void aFailedHandshakeEndsBothSpansWithTheReason() {
        var peer = accepted();
        now = now.plusSeconds(30);
        spans.hear(new ControlEvent.ConnectionFailed(peer, PEER, true, new PeerFailure.HandshakeTimeout(Duration.ofSeconds(30))));

        assertThat(kept.spans).hasSize(2).allSatisfy(span -> {
            assertThat(span.getStatus().getDescription()).isEqualTo("HandshakeTimeout");
            assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(30));
        });
    }

    @Test
    void aDialThatTimedOutLastsAsLongAsItWaited() {
        spans.hear(new ControlEvent.ConnectionFailed(UUID.randomUUID(), PEER, false, new PeerFailure.ConnectionTimeout(Duration.ofSeconds(5))));

        assertThat(kept.spans).singleElement().satisfies(span -> assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(5)));
    }

    @Test
    void whatIsOpenAtTheEndIsClosedAndNothingIsHeardAfterIt() {
        accepted();
        spans.close();
        accepted();
        spans.close();

        assertThat(kept.spans).hasSize(2);
    }
}

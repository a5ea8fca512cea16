package bsv.p2p.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.testkit.LogLines;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class WireTraceTest {
    private static final Endpoint PEER = Endpoint.parse("203.0.113.7:8333");
    private final LogLines log = new LogLines();
    private final WireTrace trace = new WireTrace(log);

    @Test
    void bytesAreShownAsHexAndStayWhereTheyAre() {
        var bytes = Unpooled.wrappedBuffer("x\u001b[2J\n".getBytes(US_ASCII)).skipBytes(1);

        trace.received(PEER, bytes);
        trace.sent(PEER, bytes);

        assertThat(log.written()).containsExactly("TRACE bytes received peer_address=203.0.113.7:8333 count=5 bytes=1b5b324a0a",
                "TRACE bytes sent peer_address=203.0.113.7:8333 count=5 bytes=1b5b324a0a");
        assertThat(bytes.readableBytes()).isEqualTo(5);
    }

    @Test
    void ofManyTheFirstAreShown() {
        trace.received(PEER, Unpooled.wrappedBuffer(new byte[100_000]));

        assertThat(log.written()).singleElement().asString().contains("count=100000 ").endsWith("bytes=" + "00".repeat(256));
    }
}

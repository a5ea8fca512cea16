package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.error.PeerFailure.ConnectionRefused;
import bsv.p2p.api.error.PeerFailure.ConnectionReset;
import bsv.p2p.api.error.PeerFailure.ConnectionTimeout;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Test
    void dialsFailForReasonsOfTheirOwn() {
        assertThat(Problems.ofConnect(new ConnectTimeoutException("connection timed out after 5000 ms"), TIMEOUT)).isEqualTo(new ConnectionTimeout(TIMEOUT));
        assertThat(Problems.ofConnect(new ConnectException("Connection refused"), TIMEOUT)).isEqualTo(new ConnectionRefused("Connection refused"));
        assertThat(Problems.ofConnect(new NoRouteToHostException("No route to host"), TIMEOUT)).isEqualTo(new ConnectionRefused("No route to host"));
        assertThat(Problems.ofConnect(new SocketException("Network is unreachable"), TIMEOUT)).isEqualTo(new ConnectionRefused("Network is unreachable"));
        assertThat(Problems.ofConnect(new IOException("Connection reset by peer"), TIMEOUT)).isEqualTo(new ConnectionReset("connection reset by the peer"));
    }

    @Test
    void linksBreakWithOneTextForEveryKindOfReset() {
        assertThat(Problems.ofLink(new SocketException("Connection reset"))).isEqualTo(new ConnectionReset("connection reset by the peer"));
        assertThat(Problems.ofLink(new IOException("recvAddress(..) failed with error(-104): Connection reset by peer")))
                .isEqualTo(new ConnectionReset("connection reset by the peer"));
        assertThat(Problems.ofLink(new IOException("Broken pipe"))).isEqualTo(new ConnectionReset("connection reset by the peer"));
        assertThat(Problems.ofLink(new IOException("Connection timed out"))).isEqualTo(new ConnectionReset("Connection timed out"));
    }

    @Test
    void textIsWhatTheSystemSaid() {
        var system = new ConnectException("finishConnect(..) failed with error(-111): Connection refused");
        assertThat(Problems.text(new IOException("finishConnect(..) failed: Connection refused: /127.0.0.1:1", system))).isEqualTo("Connection refused");
        assertThat(Problems.text(new ClosedChannelException())).isEqualTo("ClosedChannelException");
    }
}

package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bsv.p2p.api.error.PeerFailure.ConnectionRefused;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.testkit.LinkJournal;
import bsv.p2p.testkit.TransportContract;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The contract of transports, over each of the ways to the system's sockets.
@ParameterizedClass
@EnumSource(SocketIo.class)
class NettyTransportTest extends TransportContract {
    @Parameter
    SocketIo io;

    @Override
    protected Transport open() {
        return open(io);
    }

    /// A transport with two loops; where it cannot be had the test is skipped.
    static Transport open(SocketIo io) {
        assumeTrue(io.obstacle().isEmpty(), () -> io.settingName() + " cannot be had here: " + io.obstacle().orElseThrow());
        return new NettyTransportProvider().open(Map.of("io", io.settingName(), "threads", "2"));
    }

    @Test
    void theIpv4WildcardTakesIpv4Alone() {
        assumeTrue(io != SocketIo.IO_URING, "sockets of io_uring always take both families");
        assumeIpv6();
        var transport = transport();
        var door = door(transport, "0.0.0.0:0", OPTIONS, LinkJournal::new);

        dial(transport, new Endpoint(IpAddress.parse("127.0.0.1"), door.at().port()), OPTIONS).link();
        var ipv6 = dial(transport, new Endpoint(IpAddress.parse("::1"), door.at().port()), OPTIONS);

        assertThat(ipv6.failure()).isEqualTo(new ConnectionRefused("Connection refused"));
    }
}

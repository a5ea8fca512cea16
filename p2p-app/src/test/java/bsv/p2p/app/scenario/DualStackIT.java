package bsv.p2p.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bsv.p2p.app.scenario.Caller.Answer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;

/// One socket on all addresses of the machine, of both kinds. The address of a caller is the same to events, limits and bans
/// whichever way it came in.
class DualStackIT {
    private static final byte[] OF_ANOTHER_NETWORK = new byte[Wire.BASIC_HEADER];

    @Test
    void oneListenerTakesCallersOfBothKinds() throws IOException {
        assumeTrue(hasIpv6(), "this machine has no IPv6");
        try (var node = RunningNode.start("--listen", "[::]:0", "--store", "memory")) {
            var listener = node.awaitAddress();
            assertThat(listener.getAddress()).isInstanceOf(Inet6Address.class);
            for (var ip : new String[] {"::1", "127.0.0.1"}) {
                var own = InetAddress.ofLiteral(ip);
                try (var caller = Caller.dial(new InetSocketAddress(own, listener.getPort()), own)) {
                    assertThat(caller.introduce()).isEqualTo(Answer.SERVED);
                    caller.ping();
                    node.await("ConnectionEstablished", 0, event -> event.get("address").asString().equals(caller.address()));
                }
            }
        }
    }

    @Test
    void aBanHoldsForTheIpv4AddressOfACallerOnAnIpv6Socket() throws IOException {
        assumeTrue(hasIpv6(), "this machine has no IPv6");
        try (var node = RunningNode.start("--listen", "[::]:0", "--store", "memory")) {
            var at = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), node.awaitAddress().getPort());
            var ip = Loopback.next();
            try (var caller = Caller.dial(at, ip)) {
                caller.write(OF_ANOTHER_NETWORK);
                node.await("PeerBanned", 0, event -> event.get("target").asString().equals(ip.getHostAddress()));
            }
            try (var again = Caller.dial(at, ip)) {
                assertThat(again.awaitEnd()).isZero();
            }
        }
    }

    private static boolean hasIpv6() throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).anyMatch(Inet6Address.class::isInstance);
    }
}

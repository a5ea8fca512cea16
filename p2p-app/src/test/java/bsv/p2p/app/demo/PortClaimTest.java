package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortClaimTest {
    private static final List<IpAddress> ADDRESSES = List.of(DemoSettings.address(201), DemoSettings.address(202));

    @Test
    void twoDemosGetTwoPorts() throws IOException {
        try (var one = PortClaim.on(ADDRESSES); var other = PortClaim.on(ADDRESSES)) {
            assertThat(one.number()).isPositive().isNotEqualTo(other.number());
        }
    }

    @Test
    void aPortThatOneOfTheAddressesUsesIsNotTaken() throws IOException {
        int free;
        try (var claim = PortClaim.on(ADDRESSES)) {
            free = claim.number();
        }
        try (var used = new ServerSocket()) {
            used.bind(new Endpoint(ADDRESSES.get(1), free).toSocketAddress());
            try (var claim = PortClaim.on(ADDRESSES)) {
                assertThat(claim.number()).isNotEqualTo(free);
            }
        }
    }

    @Test
    void anAddressThatIsNotThisMachinesIsNamed() {
        assertThatThrownBy(() -> PortClaim.on(List.of(IpAddress.parse("203.0.113.7")))).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 203.0.113.7");
    }
}

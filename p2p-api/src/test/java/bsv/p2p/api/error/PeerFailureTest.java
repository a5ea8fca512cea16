package bsv.p2p.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.error.PeerFailure.BannedUserAgent;
import bsv.p2p.api.error.PeerFailure.BlockchainMismatch;
import bsv.p2p.api.error.PeerFailure.ClosedDuringHandshake;
import bsv.p2p.api.error.PeerFailure.ConnectionRefused;
import bsv.p2p.api.error.PeerFailure.ConnectionReset;
import bsv.p2p.api.error.PeerFailure.ConnectionTimeout;
import bsv.p2p.api.error.PeerFailure.HandshakeFailed;
import bsv.p2p.api.error.PeerFailure.HandshakeTimeout;
import bsv.p2p.api.error.PeerFailure.NetworkMismatch;
import bsv.p2p.api.error.PeerFailure.PingTimeout;
import bsv.p2p.api.error.PeerFailure.ProtocolViolation;
import bsv.p2p.api.peer.Network;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PeerFailureTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /// Failure, what to do before the handshake was complete, and after, and what people read.
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectionRefused("no route"), Remedy.RETRY, Remedy.RETRY, "connection refused: no route"),
                Arguments.of(new ConnectionTimeout(SECOND), Remedy.RETRY, Remedy.RETRY, "no connection within 1000 ms"),
                Arguments.of(new ConnectionReset("broken pipe"), Remedy.RETRY, Remedy.RESTART, "connection lost: broken pipe"),
                Arguments.of(new ClosedDuringHandshake(), Remedy.RETRY, Remedy.RETRY, "closed by the peer during the handshake"),
                Arguments.of(new HandshakeTimeout(SECOND), Remedy.GIVE_UP, Remedy.GIVE_UP, "no complete handshake within 1000 ms"),
                Arguments.of(new HandshakeFailed("obsolete"), Remedy.GIVE_UP, Remedy.GIVE_UP, "handshake failed: obsolete"),
                Arguments.of(new NetworkMismatch(Network.MAINNET.magic(), Network.STN.magic()), Remedy.BAN, Remedy.BAN, "network mismatch: expected magic e3e1f3e8, received fbcec4f9"),
                Arguments.of(new BlockchainMismatch("/x/"), Remedy.BAN, Remedy.BAN, "not on the BSV chain: /x/"),
                Arguments.of(new BannedUserAgent("/x/"), Remedy.BAN, Remedy.BAN, "banned user agent /x/"),
                Arguments.of(new PingTimeout(SECOND), Remedy.RETRY, Remedy.RESTART, "no pong within 1000 ms"),
                Arguments.of(new ProtocolViolation("x", 99), Remedy.GIVE_UP, Remedy.GIVE_UP, "protocol violation (99 points): x"),
                Arguments.of(new ProtocolViolation("x", 100), Remedy.BAN, Remedy.BAN, "protocol violation (100 points): x"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasItsRemedy(PeerFailure failure, Remedy before, Remedy after, String text) {
        assertThat(failure.remedy(false)).isEqualTo(before);
        assertThat(failure.remedy(true)).isEqualTo(after);
        assertThat(failure.describe()).isEqualTo(text);
        assertThat(failure.kind()).isEqualTo(failure.getClass().getSimpleName());
        assertThat(failure.banReason().isPresent()).as("a ban has a reason, and nothing else has").isEqualTo(after == Remedy.BAN);
    }

    @Test
    void noFailureIsForgottenAbove() {
        assertThat(failures().<Class<?>>map(failure -> failure.get()[0].getClass()).distinct()).containsExactlyInAnyOrder(PeerFailure.class.getPermittedSubclasses());
    }

    @Test
    void exceptionsSayWhatCame() {
        assertThat(new PeerNotFound(new UUID(0, 7))).hasMessage("no peer has the id 00000000-0000-0000-0000-000000000007");
        assertThat(new DuplicatePeer("id 7")).hasMessage("the store already has a peer with id 7");
        assertThat(new InvalidConfiguration(List.of("a is wrong", "b too")).problems()).containsExactly("a is wrong", "b too");
        assertThat(new InvalidConfiguration(List.of("a is wrong", "b too"))).hasMessage("invalid configuration: a is wrong; b too");
    }
}

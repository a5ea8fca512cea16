package bsv.p2p.manager.connection;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.config.ChainPin;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.LinkFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What breaks the rules and what it costs; the rows of the reference node that a connection can judge, and where we are stricter.
class MisbehaviorTest extends MachineFixture {
    private static final Hash256 SHARED = Hash256.ofWords(1, 2, 3, 4);
    private static final BlockHeader OURS = header(SHARED, 1);
    private static final BlockHeader THEIRS = header(SHARED, 2);
    private static final Hash256 OLDER = Hash256.ofWords(5, 6, 7, 8);
    private static final BlockHeader FOREIGN = header(OLDER, 3);
    private static final ChainPin PIN = new ChainPin(SHARED, OURS.hash(), List.of(OLDER), List.of(FOREIGN.hash()));
    private static final AuthCh CHALLENGE = new AuthCh(1, 32, Bytes.wrap(new byte[32]));

    private static BlockHeader header(Hash256 previous, long nonce) {
        return new BlockHeader(1, previous, Hash256.ZERO, 1_700_000_000, 0x207fffffL, nonce);
    }

    private static List<BlockHeader> chain(int length) {
        var chain = new ArrayList<BlockHeader>();
        var previous = Hash256.ZERO;
        for (int i = 0; i < length; i++) {
            chain.add(header(previous, i));
            previous = chain.getLast().hash();
        }
        return chain;
    }

    private static Input unreadable(String command) {
        return new Input.Faulted(new LinkFault.Malformed(new Command(command), "short", false));
    }

    @Test
    void headersThatDoNotFollowEachOtherCostTwentyPoints() {
        establish();
        hear(Headers.of(chain(2_000)));
        assertThat(score()).isZero();
        var broken = chain(5);
        Collections.swap(broken, 2, 3);
        effects.clear();
        hear(Headers.of(broken));
        assertThat(score()).isEqualTo(20);
        assertThat(did(Effect.Deliver.class)).isFalse();
    }

    @Test
    void tooManyHeadersCostTwentyPointsAndAreNotLookedAt() {
        establish();
        hear(Headers.of(Collections.nCopies(2_001, OURS)));
        assertThat(score()).isEqualTo(20);
        assertThat(did(Effect.Deliver.class)).isFalse();
    }

    @Test
    void moreThanSixChallengesInABurstCostTenPointsEach() {
        establish();
        for (int i = 0; i < 6; i++) hear(CHALLENGE);
        assertThat(score()).isZero();
        hear(CHALLENGE);
        assertThat(score()).isEqualTo(10);
        now += Duration.ofMinutes(20).toNanos();
        hear(CHALLENGE);
        assertThat(score()).isEqualTo(10);
        hear(CHALLENGE);
        assertThat(score()).isEqualTo(20);
    }

    @Test
    void challengesBeforeTheHandshakeCountToo() {
        connect();
        for (int i = 0; i < 15; i++) hear(CHALLENGE);
        assertThat(state.visible()).isEqualTo(ConnectionState.AWAITING_HANDSHAKE);
        hear(CHALLENGE);
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
    }

    @Test
    void aSecondSendheadersCostsAPoint() {
        establish();
        hear(new SendHeaders());
        assertThat(session().sendHeaders()).isTrue();
        hear(new SendHeaders());
        assertThat(score()).isEqualTo(1);
    }

    @Test
    void aProtoconfBeforeTheVerackCostsAPointAndIsLost() {
        connect();
        hear(goodVersion(), ProtoConf.of(4_000_000, "Default"), new Verack());
        assertThat(score()).isEqualTo(1);
        assertThat(session().protoConfSeen()).isFalse();
        hear(ProtoConf.of(3_000_000, "Default"));
        assertThat(session().maxRecvPayloadLength()).isEqualTo(3_000_000);
    }

    @Test
    void beforeTheHandshakeWhatCannotBeReadCostsTheSameAsWhatCan() {
        connect();
        give(unreadable("inv"), unreadable("protoconf"), new Input.Faulted(new LinkFault.Discarded(new Command("block"), 5_000_000, true)));
        assertThat(reports()).hasSize(3);
        give(unreadable("reject"), unreadable("authch"), new Input.Faulted(new LinkFault.BadCommand(Bytes.wrap(new byte[12]))));
        assertThat(reports()).hasSize(3);
        assertThat(state.visible()).isEqualTo(ConnectionState.AWAITING_HANDSHAKE);
    }

    @Test
    void aVersionThatCannotBeReadIsRefusedWithoutABan() {
        acceptCaller(false);
        effects.clear();
        give(unreadable("version"));
        assertThat(effects).startsWith(new Effect.Send(Reject.of(Version.COMMAND, RejectCode.STREAM_SETUP, "error parsing message")), new Effect.CloseLink());
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.DONE);
    }

    @Test
    void aPeerThatDoesNotOfferWhatItsAddressPromisedIsRefusedWithoutABan() {
        role = role.promising(Services.NETWORK);
        connect();
        effects.clear();
        hear(version("/Bitcoin SV:1.2.2/", Services.BITCOIN_CASH, 9));
        assertThat(sent()).containsExactly(Reject.of(Version.COMMAND, RejectCode.NONSTANDARD, "expected services NETWORK, offered BITCOIN_CASH"));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
        state = ConnectionMachine.start(0);
        connect();
        hear(version("/Bitcoin SV:1.2.2/", Services.NETWORK | Services.BITCOIN_CASH, 9), new Verack());
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void aHundredPointsBanHoweverTheyAreCollected() {
        establish();
        var broken = chain(3);
        Collections.swap(broken, 0, 1);
        for (int i = 0; i < 4; i++) hear(Headers.of(broken));
        for (int i = 0; i < 19; i++) hear(goodVersion());
        assertThat(score()).isEqualTo(99);
        effects.clear();
        hear(goodVersion());
        assertThat(failure()).isEqualTo(new PeerFailure.ProtocolViolation("second version", 100));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
    }

    @Test
    void aDialedPeerIsAskedForTheHeaderThatTellsItsChain() {
        config = config.withBans(config.bans().withChainPin(Optional.of(PIN)));
        connect();
        hear(goodVersion(), new Verack());
        assertThat(sent()).contains(new GetHeaders(70_016, List.of(SHARED, OLDER), OURS.hash()));
        hear(Headers.of(List.of(OURS)));
        assertThat(session().chainProven()).isTrue();
        state = ConnectionMachine.start(0);
        effects.clear();
        acceptCaller(false);
        hear(goodVersion(), new Verack());
        assertThat(sent()).noneMatch(GetHeaders.class::isInstance);
    }

    @Test
    void aPeerOnAnotherChainIsBannedWithTheEvidence() {
        config = config.withBans(config.bans().withChainPin(Optional.of(PIN)));
        for (var other : List.of(THEIRS, FOREIGN)) {
            establish();
            hear(Headers.of(List.of(other, header(other.hash(), 7))));
            assertThat(failure()).isEqualTo(new PeerFailure.BlockchainMismatch("header " + other.hash() + " after " + other.previous()));
            assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
            assertThat(did(Effect.CloseLink.class)).isTrue();
            state = ConnectionMachine.start(0);
        }
    }

    @Test
    void silenceAndHeadersFromElsewhereProveNothing() {
        config = config.withBans(config.bans().withChainPin(Optional.of(PIN)));
        establish();
        hear(Headers.of(List.of()), Headers.of(List.of(header(Hash256.ofWords(9, 9, 9, 9), 1))), Headers.of(List.of(header(OLDER, 99))));
        assertThat(session().chainProven()).isFalse();
        assertThat(score()).isZero();
    }

    @Test
    void theChainIsNotAskedForWhereNoPinIsKnownOrNoneIsWanted() {
        establish();
        hear(Headers.of(List.of(THEIRS)));
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(config.chainPin()).isEmpty();
        assertThat(config.withNetwork(bsv.p2p.api.peer.Network.MAINNET).chainPin()).contains(ChainPin.MAINNET);
        assertThat(config.withBans(config.bans().withChainPin(Optional.of(PIN)).withChainCheck(false)).chainPin()).isEmpty();
    }
}

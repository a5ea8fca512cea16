package bsv.p2p.manager.connection;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.config.ChainPin;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.AuthResp;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.CreateStrm;
import bsv.p2p.api.message.FilterAdd;
import bsv.p2p.api.message.FilterClear;
import bsv.p2p.api.message.FilterLoad;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.PrefilledTransaction;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.message.SendHdrsEn;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.ShortId;
import bsv.p2p.api.message.StreamAck;
import bsv.p2p.api.message.StreamType;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.TxOutput;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.LinkFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What breaks the rules and what it costs; the rows of the reference node that a connection can judge, and where we are stricter.
class MisbehaviorTest extends MachineFixture {
    private static final Hash256 SHARED = Hash256.ofWords(1, 2, 3, 4);
    private static final BlockHeader OURS = header(SHARED, 1);
    private static final BlockHeader THEIRS = header(SHARED, 2);
    private static final Hash256 OLDER = Hash256.ofWords(5, 6, 7, 8);
    private static final BlockHeader FOREIGN = header(OLDER, 3);
    private static final ChainPin PIN = new ChainPin(SHARED, OURS.hash(), List.of(OLDER), List.of(FOREIGN.hash()));
    private static final BlockHeader GENESIS = new BlockHeader(1, Hash256.ZERO, Hash256.parse("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"),
            1_231_006_505, 0x1d00ffffL, 2_083_236_893L);
    private static final Transaction TRANSACTION = Transaction.of(1, List.of(), List.of(new TxOutput(1, Bytes.EMPTY)), 0);
    private static final Bytes ASSOCIATION = Bytes.wrap(new byte[17]);
    private static final CreateStrm CREATE_STREAM = new CreateStrm(ASSOCIATION, StreamType.DATA1, "BlockPriority");
    private static final StreamAck STREAM_ACK = new StreamAck(ASSOCIATION, StreamType.DATA1);
    private static final AuthResp ANSWER = new AuthResp(Bytes.parseHex("02" + "11".repeat(32)), 5, Bytes.wrap(new byte[70]));
    private static final AuthResp NO_ANSWER = new AuthResp(Bytes.parseHex("04" + "11".repeat(32)), 5, Bytes.wrap(new byte[70]));
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
        hear(Headers.of(chain(2_001)));
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
    void aSecondSendhdrsenCostsAPoint() {
        establish();
        hear(new SendHdrsEn(), new SendHeaders());
        assertThat(session().sendHdrsEn()).isTrue();
        assertThat(score()).isZero();
        hear(new SendHdrsEn());
        assertThat(score()).isEqualTo(1);
    }

    @Test
    void answersToChallengesShareTheirBudget() {
        establish();
        for (int i = 0; i < 3; i++) hear(CHALLENGE, ANSWER);
        assertThat(score()).isZero();
        effects.clear();
        hear(ANSWER);
        assertThat(score()).isEqualTo(10);
        assertThat(did(Effect.Deliver.class)).isFalse();
        give(unreadable("authresp"), unreadable("authch"));
        assertThat(score()).as("readable or not").isEqualTo(30);
    }

    @Test
    void aGoodAnswerToAChallengeIsForWhoSentIt() {
        establish();
        hear(ANSWER);
        assertThat(effects).containsExactly(new Effect.Deliver());
    }

    @Test
    void anAnswerWithoutAKeyIsRefusedAndTheConnectionLivesOn() {
        var refusal = Reject.of(AuthResp.COMMAND, RejectCode.AUTH_CONN_SETUP, "expected a compressed public key");
        connect();
        hear(goodVersion());
        effects.clear();
        hear(NO_ANSWER);
        assertThat(effects).containsExactly(new Effect.Send(refusal));
        hear(new Verack());
        effects.clear();
        hear(NO_ANSWER);
        assertThat(effects).containsExactly(new Effect.Send(refusal));
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(score()).isZero();
    }

    @Test
    void anAnswerBeforeTheVersionIsOutOfTurn() {
        connect();
        effects.clear();
        hear(ANSWER);
        assertThat(reports()).hasSize(1);
        hear(goodVersion(), ANSWER, new Verack());
        assertThat(score()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void filtersWithoutTheBloomServiceCostAllPoints(Message filter) {
        establish();
        hear(filter);
        assertThat(failure()).isEqualTo(new PeerFailure.ProtocolViolation(filter.command() + " without the bloom service", 100));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
        assertThat(did(Effect.Deliver.class)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"filterload", "filteradd"})
    void readableOrNot(String command) {
        establish();
        give(unreadable(command));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
    }

    /// It cannot know better.
    @ParameterizedTest
    @MethodSource("filters")
    void filtersOfAnOldPeerCostItTheConnection(Message filter) {
        connect();
        hear(Version.of(70_010, Services.NETWORK, 1_700_000_000, NetworkAddress.UNSPECIFIED, 9, "/Bitcoin SV:0.1.0/", 100, true), new Verack());
        effects.clear();
        hear(filter);
        assertThat(failure()).isEqualTo(new PeerFailure.ProtocolViolation(filter.command() + " without the bloom service", 0));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
    }

    static Stream<Message> filters() {
        return Stream.of(filter(10, 2), new FilterAdd(Bytes.wrap(new byte[20])));
    }

    private static FilterLoad filter(int bytes, int functions) {
        return new FilterLoad(Bytes.wrap(new byte[bytes]), functions, 0, 0);
    }

    @Test
    void aNodeWithTheBloomServiceTakesFiltersWithinTheirLimits() {
        config = config.withIdentity(config.identity().withServices(Services.BLOOM));
        establish();
        hear(filter(36_000, 50), new FilterAdd(Bytes.wrap(new byte[520])), new FilterClear());
        assertThat(effects).hasSize(3).allMatch(Effect.Deliver.class::isInstance);
        give(unreadable("filterload"));
        assertThat(score()).isZero();
        for (var over : List.of(filter(36_001, 50), filter(36_000, 51), new FilterAdd(Bytes.wrap(new byte[521])))) {
            state = ConnectionMachine.start(0);
            establish();
            hear(over);
            assertThat(only(Effect.End.class).verdict()).as(over.command().name()).isEqualTo(Effect.Verdict.BAN);
            assertThat(did(Effect.Deliver.class)).isFalse();
        }
    }

    @Test
    void clearingAFilterIsHarmless() {
        establish();
        hear(new FilterClear());
        assertThat(effects).containsExactly(new Effect.Deliver());
    }

    @Test
    void aCompactBlockThatCannotBeOneCostsAllPoints() {
        var inside = new PrefilledTransaction(1, TRANSACTION);
        var outside = new PrefilledTransaction(2, TRANSACTION);
        establish();
        hear(new CmpctBlock(OURS, 1, List.of(new ShortId(7)), List.of(inside)));
        assertThat(did(Effect.Deliver.class)).isTrue();
        for (var bad : List.of(new CmpctBlock(OURS, 1, List.of(new ShortId(7)), List.of(outside)), new CmpctBlock(OURS, 1, List.of(), List.of()))) {
            state = ConnectionMachine.start(0);
            establish();
            hear(bad);
            assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
            assertThat(did(Effect.Deliver.class)).isFalse();
        }
    }

    @Test
    void headersWithoutTheirWorkCostFiftyPointsWhereWorkProvesSomething() {
        establish();
        hear(Headers.of(List.of(THEIRS)));
        assertThat(score()).as("regtest").isZero();
        config = config.withNetwork(bsv.p2p.api.peer.Network.MAINNET);
        state = ConnectionMachine.start(0);
        establish();
        hear(Headers.of(List.of(GENESIS)));
        assertThat(score()).isZero();
        effects.clear();
        hear(Headers.of(List.of(THEIRS)));
        assertThat(score()).isEqualTo(50);
        assertThat(did(Effect.Deliver.class)).isFalse();
    }

    @Test
    void aStreamOfAnotherConnectionIsRefusedAndSoIsThisConnection() {
        acceptCaller(false);
        effects.clear();
        hear(CREATE_STREAM);
        assertThat(effects).startsWith(new Effect.Send(Reject.of(CreateStrm.COMMAND, RejectCode.STREAM_SETUP, "no association has this id")), new Effect.CloseLink());
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.DONE);
        state = ConnectionMachine.start(0);
        acceptCaller(false);
        hear(goodVersion());
        effects.clear();
        hear(CREATE_STREAM);
        assertThat(sent()).containsExactly(Reject.of(CreateStrm.COMMAND, RejectCode.NONSTANDARD, "no association has this id"));
        state = ConnectionMachine.start(0);
        role = Role.outbound(ID, ADDRESS, Role.Purpose.DIALED);
        establish();
        hear(CREATE_STREAM);
        assertThat(sent()).containsExactly(Reject.of(CreateStrm.COMMAND, RejectCode.NONSTANDARD, "version was exchanged here"));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
    }

    @Test
    void aStreamackThatNobodyWaitsForEndsTheConnectionWithoutAWord() {
        acceptCaller(false);
        effects.clear();
        hear(STREAM_ACK);
        assertThat(sent()).isEmpty();
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.DONE);
        role = Role.outbound(ID, ADDRESS, Role.Purpose.DIALED);
        state = ConnectionMachine.start(0);
        establish();
        hear(STREAM_ACK);
        assertThat(sent()).isEmpty();
        assertThat(failure()).isEqualTo(new PeerFailure.ProtocolViolation("streamack for a stream that nobody asked for", 0));
    }

    /// Nodes from before pings had nonces say so.
    @Test
    void aPongOfNonceZeroEndsTheWaitWithoutATime() {
        establish();
        hear(new Pong(0));
        assertThat(session().keepAlive().isPending()).isFalse();
        assertThat(session().keepAlive().last()).isEmpty();
        assertThat(effects).containsExactly(new Effect.Deliver(), new Effect.Stop(Timer.PONG));
    }

    @Test
    void aProtoconfBeforeTheVerackCostsAPointAndIsLost() {
        connect();
        hear(goodVersion(), ProtoConf.of(4_000_000, "Default"), new Verack());
        assertThat(score()).isEqualTo(1);
        assertThat(session().protoConf()).isEmpty();
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
    void peersAreAskedForTheHeaderThatTellsTheirChainWhoeverDialed() {
        config = config.withBans(config.bans().withChainPin(Optional.of(PIN)));
        for (Runnable begin : List.<Runnable>of(this::connect, () -> acceptCaller(false))) {
            state = ConnectionMachine.start(0);
            begin.run();
            effects.clear();
            hear(goodVersion(), new Verack());
            assertThat(sent()).contains(new GetHeaders(70_016, List.of(SHARED, OLDER), OURS.hash()));
            hear(Headers.of(List.of(OURS)));
            assertThat(session().chainProven()).isTrue();
        }
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

package bsv.p2p.manager.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.config.UserAgentPattern;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.LinkFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionMachineTest {
    private static final UUID ID = new UUID(1, 2);
    private static final Endpoint ADDRESS = Endpoint.parse("203.0.114.7:8333");
    private static final long OWN_NONCE = 4711;
    private static final long SECOND = 1_000_000_000L;

    private ManagerConfig config = ManagerConfig.of(Network.REGTEST);
    private Role role = Role.outbound(ID, ADDRESS, false, false);
    private State state = ConnectionMachine.start(0);
    private final List<Effect> effects = new ArrayList<>();
    private long now = 77 * SECOND;

    private void give(Input... inputs) {
        for (var input : inputs) {
            var transition = new ConnectionMachine(role, config, new Random(42), nonce -> nonce == OWN_NONCE).next(state, input, now);
            state = transition.state();
            effects.addAll(transition.effects());
        }
    }

    private void hear(Message... messages) {
        for (var message : messages) give(new Input.Received(message));
    }

    private static Version version(String agent, long services, long nonce) {
        return Version.of(70_016, services, 1_700_000_000, NetworkAddress.UNSPECIFIED, nonce, agent, 100, true);
    }

    private static Version goodVersion() {
        return version("/Bitcoin SV:1.2.2/", Services.NETWORK, 9);
    }

    private void connect() {
        give(new Input.Dial(), new Input.LinkOpened());
    }

    private void establish() {
        connect();
        hear(goodVersion(), new Verack());
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
        effects.clear();
    }

    private void acceptCaller(boolean overCapacity) {
        role = Role.inbound(ID, ADDRESS, false, overCapacity);
        give(new Input.LinkOpened());
    }

    private List<ControlEvent> reports() {
        return effects.stream().filter(Effect.Report.class::isInstance).map(effect -> ((Effect.Report) effect).event()).toList();
    }

    private List<Message> sent() {
        return effects.stream().filter(Effect.Send.class::isInstance).map(effect -> ((Effect.Send) effect).message()).toList();
    }

    private <E extends Effect> E only(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).reduce((_, _) -> {
            throw new AssertionError("more than one " + kind);
        }).orElseThrow(() -> new AssertionError("no " + kind + " in " + effects));
    }

    private boolean did(Class<? extends Effect> kind) {
        return effects.stream().anyMatch(kind::isInstance);
    }

    private PeerFailure failure() {
        return only(Effect.End.class).failure().orElseThrow();
    }

    @Test
    void anOutboundConnectionSendsVersionFirstAndVerackAfterThePeersVersion() {
        connect();
        assertThat(effects).containsExactly(new Effect.OpenLink(), new Effect.Start(Timer.HANDSHAKE, Duration.ofSeconds(30)), new Effect.SendVersion());
        effects.clear();
        hear(goodVersion());
        assertThat(sent()).containsExactly(new Verack(), ProtoConf.of(2_097_152, "Default"));
        assertThat(state.visible()).isEqualTo(ConnectionState.AWAITING_HANDSHAKE);
        effects.clear();
        now += 40_000_000;
        hear(new Verack());
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(sent().getFirst()).isEqualTo(new SendHeaders());
        assertThat(sent().get(1)).isInstanceOf(Ping.class);
        assertThat(reports()).containsExactly(
                new ControlEvent.HandshakeComplete(ID, ADDRESS, false, 70_016, 1, "/Bitcoin SV:1.2.2/", 100, true, Duration.ofMillis(40)),
                new ControlEvent.ConnectionEstablished(ID, ADDRESS, false));
    }

    @Test
    void theHandshakeCompletesWhenTheVerackComesBeforeTheVersion() {
        connect();
        hear(new Verack(), goodVersion());
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(sent()).startsWith(new Verack(), ProtoConf.of(2_097_152, "Default"), new SendHeaders());
    }

    @Test
    void aCallerHearsNothingBeforeItsVersionWasRead() {
        acceptCaller(false);
        assertThat(effects).containsExactly(new Effect.Start(Timer.HANDSHAKE, Duration.ofSeconds(30)),
                new Effect.Report(new ControlEvent.InboundConnectionAccepted(ID, ADDRESS)));
        effects.clear();
        hear(goodVersion());
        assertThat(effects).startsWith(new Effect.SendVersion(), new Effect.Send(new Verack()));
        hear(new Verack());
        assertThat(reports()).last().isEqualTo(new ControlEvent.ConnectionEstablished(ID, ADDRESS, true));
    }

    @Test
    void aCallerWhomTheNodeWillBanNeverGetsItsVersion() {
        acceptCaller(false);
        effects.clear();
        hear(version("/Satoshi:27.0.0/", Services.NETWORK, 9));
        assertThat(did(Effect.SendVersion.class)).isFalse();
        assertThat(sent()).isEmpty();
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
        assertThat(failure()).isInstanceOf(PeerFailure.BlockchainMismatch.class);
    }

    @Test
    void aCallerForWhomThereIsNoPlaceIsToldSoAfterTheHandshake() {
        acceptCaller(true);
        assertThat(only(Effect.Start.class).after()).isEqualTo(Duration.ofSeconds(5));
        effects.clear();
        hear(goodVersion(), new Verack());
        assertThat(state.visible()).isEqualTo(ConnectionState.REJECTED);
        assertThat(effects).containsExactly(new Effect.SendVersion(), new Effect.Send(new Verack()),
                new Effect.Send(Reject.of(Version.COMMAND, RejectCode.TOOBUSY, "no place for more connections")), new Effect.CloseLink(),
                new Effect.ReportTurnedAway(), new Effect.End(Effect.Verdict.DONE, Optional.empty()));
    }

    @Test
    void aNodeThatDialsItselfSeesItsOwnNonceAndBansNobody() {
        acceptCaller(false);
        hear(version("/bsv-p2p:0.1.0/", 0, OWN_NONCE));
        assertThat(did(Effect.RecognizeSelf.class)).isTrue();
        assertThat(did(Effect.SendVersion.class)).isFalse();
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.DONE);
    }

    @Test
    void theHandshakeClockRunsWithoutTraffic() {
        connect();
        give(new Input.TimedOut(Timer.HANDSHAKE, false));
        assertThat(failure()).isEqualTo(new PeerFailure.HandshakeTimeout(Duration.ofSeconds(30)));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
        assertThat(did(Effect.CloseLink.class)).isTrue();
    }

    @Test
    void failuresThatMayPassAreRetriedWithGrowingWaits() {
        give(new Input.Dial(), new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionRefused("refused"))));
        var first = only(Effect.Wait.class);
        assertThat(first.retries()).isEqualTo(1);
        assertThat(first.delay()).isBetween(Duration.ofMillis(4_500), Duration.ofMillis(5_500));
        assertThat(state).isEqualTo(new State.Disconnected(1, RestartWindow.EMPTY));
        effects.clear();
        give(new Input.TimedOut(Timer.BACKOFF, false));
        assertThat(effects).containsExactly(new Effect.AskForPlace());
        effects.clear();
        give(new Input.Dial(), new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionTimeout(Duration.ofSeconds(5)))));
        assertThat(only(Effect.Wait.class).delay()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
    }

    @Test
    void afterTheLastRetryThePeerIsInaccessible() {
        state = ConnectionMachine.start(10);
        give(new Input.Dial(), new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionRefused("refused"))));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
        assertThat(state.visible()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void fixedPeersAreRetriedForEverAtTheCap() {
        role = Role.outbound(ID, ADDRESS, true, false);
        state = ConnectionMachine.start(5_000);
        give(new Input.Dial(), new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionRefused("refused"))));
        assertThat(only(Effect.Wait.class).delay()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
        effects.clear();
        give(new Input.TimedOut(Timer.BACKOFF, false), new Input.Dial(), new Input.LinkOpened(), new Input.TimedOut(Timer.HANDSHAKE, false));
        assertThat(did(Effect.Wait.class)).isTrue();
        assertThat(did(Effect.End.class)).isFalse();
    }

    @Test
    void aPeerThatHangsUpDuringTheHandshakeIsRetried() {
        connect();
        give(new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionReset("closed by the peer"))));
        assertThat(reports()).first().isEqualTo(new ControlEvent.ConnectionFailed(ID, ADDRESS, false, new PeerFailure.ClosedDuringHandshake()));
        assertThat(did(Effect.Wait.class)).isTrue();
    }

    @Test
    void aLostConnectionIsRestartedAtOnceUntilTheBudgetIsSpent() {
        spendTheRestarts();
    }

    private void spendTheRestarts() {
        establish();
        for (int restart = 1; restart <= 3; restart++) {
            effects.clear();
            now += SECOND;
            give(new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionReset("gone"))));
            assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTING);
            assertThat(did(Effect.OpenLink.class)).isTrue();
            assertThat(reports()).last().isEqualTo(new ControlEvent.ConnectionRestarting(ID, ADDRESS, restart, Duration.ZERO));
            give(new Input.LinkOpened());
            hear(goodVersion(), new Verack());
        }
        effects.clear();
        give(new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionReset("gone"))));
        assertThat(did(Effect.OpenLink.class)).isFalse();
        assertThat(only(Effect.Wait.class).retries()).isEqualTo(1);
    }

    @Test
    void onlyTimeMakesRestartsForgotten() {
        spendTheRestarts();
        now += Duration.ofHours(1).toNanos();
        give(new Input.TimedOut(Timer.BACKOFF, false), new Input.Dial(), new Input.LinkOpened());
        hear(goodVersion(), new Verack());
        effects.clear();
        give(new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionReset("gone"))));
        assertThat(did(Effect.OpenLink.class)).isTrue();
    }

    @Test
    void aConnectionThatStoodTooShortlyDoesNotResetTheRetries() {
        config = config.withConnection(config.connection().withRestarts(config.connection().restarts().withMaxRestarts(0)));
        state = ConnectionMachine.start(4);
        establish();
        now += 59 * SECOND;
        give(new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionReset("gone"))));
        assertThat(only(Effect.Wait.class).retries()).isEqualTo(5);
        effects.clear();
        give(new Input.TimedOut(Timer.BACKOFF, false));
        establish();
        now += 60 * SECOND;
        give(new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionReset("gone"))));
        assertThat(only(Effect.Wait.class).retries()).isEqualTo(1);
    }

    @Test
    void aPeerWithoutAPlaceForUsIsNotDialedAgainAtOnce() {
        establish();
        hear(Reject.of(Version.COMMAND, RejectCode.TOOBUSY, "full"));
        give(new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionReset("closed by the peer"))));
        assertThat(did(Effect.OpenLink.class)).isFalse();
        assertThat(did(Effect.Wait.class)).isTrue();
    }

    @Test
    void aCallerThatIsLostIsNeverDialed() {
        acceptCaller(false);
        hear(goodVersion(), new Verack());
        effects.clear();
        give(new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionReset("gone"))));
        assertThat(state.visible()).isEqualTo(ConnectionState.FAILED);
        assertThat(did(Effect.OpenLink.class)).isFalse();
        assertThat(did(Effect.Wait.class)).isFalse();
    }

    @Test
    void pingsAreAnsweredAtOnceAndGoOutOnSchedule() {
        establish();
        hear(new Ping(99));
        assertThat(sent()).containsExactly(new Pong(99));
        effects.clear();
        answerPing();
        give(new Input.TimedOut(Timer.PING, false));
        assertThat(sent().getLast()).isInstanceOf(Ping.class);
        assertThat(effects).contains(new Effect.Start(Timer.PONG, Duration.ofMinutes(2)), new Effect.Start(Timer.PING, Duration.ofMinutes(5)));
    }

    private void answerPing() {
        hear(new Pong(((State.Connected) state).session().keepAlive().nonce()));
    }

    @Test
    void roundTripsAreKeptAndAWrongNonceIsNoAnswer() {
        establish();
        now += 30_000_000;
        hear(new Pong(1));
        assertThat(((State.Connected) state).session().keepAlive().isPending()).isTrue();
        assertThat(effects).doesNotContain(new Effect.Stop(Timer.PONG));
        answerPing();
        var keepAlive = ((State.Connected) state).session().keepAlive();
        assertThat(keepAlive.last()).contains(Duration.ofMillis(30));
        assertThat(keepAlive.isPending()).isFalse();
        assertThat(effects).contains(new Effect.Stop(Timer.PONG));
        give(new Input.TimedOut(Timer.PING, false));
        now += 10_000_000;
        answerPing();
        keepAlive = ((State.Connected) state).session().keepAlive();
        assertThat(keepAlive.last()).contains(Duration.ofMillis(10));
        assertThat(keepAlive.min()).contains(Duration.ofMillis(10));
        assertThat(keepAlive.smoothed()).contains(Duration.ofNanos(27_500_000));
    }

    @Test
    void aSecondPingIsNeverSentWhileOneIsOutstanding() {
        establish();
        give(new Input.TimedOut(Timer.PING, false));
        assertThat(sent()).isEmpty();
        assertThat(effects).containsExactly(new Effect.Start(Timer.PING, Duration.ofMinutes(5)));
    }

    @Test
    void aStalePeerIsClosedAndNotBannedUnlessBytesOfAPayloadAreArriving() {
        establish();
        give(new Input.TimedOut(Timer.PONG, true));
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(effects).containsExactly(new Effect.Start(Timer.PONG, Duration.ofMinutes(2)));
        effects.clear();
        give(new Input.TimedOut(Timer.PONG, false));
        assertThat(effects.getFirst()).isEqualTo(new Effect.CloseLink());
        assertThat(reports()).first().isEqualTo(new ControlEvent.ConnectionLost(ID, ADDRESS, false, Optional.of(new PeerFailure.PingTimeout(Duration.ofMinutes(2)))));
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void anotherMagicBansInEveryState() {
        var wrong = new Input.Faulted(new LinkFault.WrongMagic(new Magic(1), new Magic(2)));
        connect();
        give(wrong);
        assertThat(failure()).isEqualTo(new PeerFailure.NetworkMismatch(new Magic(1), new Magic(2)));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
        state = ConnectionMachine.start(0);
        establish();
        give(wrong);
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
    }

    @Test
    void aLengthOverTheLimitCostsAllPoints() {
        establish();
        give(new Input.Faulted(new LinkFault.Oversize(new Command("inv"), 1L << 40, 2_097_152)));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
        assertThat(failure()).isInstanceOf(PeerFailure.ProtocolViolation.class);
    }

    @Test
    void permittedAddressesAreOnlyDisconnected() {
        role = Role.inbound(ID, ADDRESS, true, false);
        give(new Input.LinkOpened());
        give(new Input.Faulted(new LinkFault.WrongMagic(new Magic(1), new Magic(2))));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.DONE);
        assertThat(did(Effect.CloseLink.class)).isTrue();
    }

    @Test
    void fixedPeersAreBannedWhenTheyAreTheWrongOnesAndNotForPoints() {
        role = Role.outbound(ID, ADDRESS, true, false);
        establish();
        give(new Input.Faulted(new LinkFault.Oversize(new Command("inv"), 1L << 40, 2_097_152)));
        assertThat(did(Effect.Wait.class)).isTrue();
        give(new Input.TimedOut(Timer.BACKOFF, false), new Input.Dial(), new Input.LinkOpened());
        effects.clear();
        hear(version("/Bitcoin ABC:0.30/", Services.NETWORK, 3));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
    }

    @Test
    void messagesBeforeTheHandshakeCostAPointEachAndAHundredBan() {
        connect();
        for (int i = 0; i < 99; i++) hear(new GetAddr());
        assertThat(state.visible()).isEqualTo(ConnectionState.AWAITING_HANDSHAKE);
        assertThat(reports()).last().isEqualTo(new ControlEvent.PeerMisbehavior(ID, ADDRESS, "getaddr before the handshake was complete", 1, 99));
        hear(new GetAddr());
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
    }

    @Test
    void repeatedVersionsAndVeracksAreNeverAnsweredAgain() {
        connect();
        hear(goodVersion());
        effects.clear();
        hear(goodVersion());
        assertThat(sent()).isEmpty();
        assertThat(reports()).hasSize(1);
        hear(new Verack());
        effects.clear();
        hear(new Verack(), goodVersion());
        assertThat(sent()).isEmpty();
        assertThat(((State.Connected) state).session().conduct().score()).isEqualTo(2);
    }

    @Test
    void authChallengesAreToleratedAtAnyTime() {
        connect();
        hear(goodVersion(), new AuthCh(1, 32, Bytes.wrap(new byte[32])));
        assertThat(reports()).isEmpty();
        hear(new Verack(), new AuthCh(1, 32, Bytes.wrap(new byte[32])));
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void tooManyAddressesCostTwentyPointsAndAreNotDelivered() {
        establish();
        var one = new TimestampedAddress(1, NetworkAddress.UNSPECIFIED);
        hear(new Addr(Collections.nCopies(1000, one)));
        assertThat(did(Effect.Deliver.class)).isTrue();
        effects.clear();
        hear(new Addr(Collections.nCopies(1001, one)));
        assertThat(did(Effect.Deliver.class)).isFalse();
        assertThat(reports()).containsExactly(new ControlEvent.PeerMisbehavior(ID, ADDRESS, "addr with 1001 addresses", 20, 20));
    }

    @Test
    void inventoryOfAnotherTypeEndsTheConnectionWithoutABan() {
        establish();
        hear(new Inv(List.of(InventoryItem.tx(Hash256.ZERO), new InventoryItem(3, Hash256.ZERO))));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
        assertThat(did(Effect.CloseLink.class)).isTrue();
    }

    @Test
    void aSecondProtoconfOrOneThatAsksTooLittleEndsTheConnection() {
        establish();
        hear(ProtoConf.of(1_048_576, "Default"));
        assertThat(((State.Connected) state).session().maxRecvPayloadLength()).isEqualTo(1_048_576);
        hear(ProtoConf.of(2_097_152, "Default"));
        assertThat(state.visible()).isEqualTo(ConnectionState.FAILED);
        state = ConnectionMachine.start(0);
        establish();
        hear(ProtoConf.of(1_048_575, "Default"));
        assertThat(state.visible()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void unreadablePayloadsAreAnsweredWithARejectAndCostNothing() {
        establish();
        give(new Input.Faulted(new LinkFault.Malformed(new Command("inv"), "count", false)));
        assertThat(sent()).containsExactly(Reject.of(new Command("inv"), RejectCode.MALFORMED, "error parsing message"));
        assertThat(reports()).isEmpty();
        effects.clear();
        give(new Input.Faulted(new LinkFault.Malformed(new Command("inv"), "count", true)));
        assertThat(reports()).hasSize(1);
        effects.clear();
        give(new Input.Faulted(new LinkFault.Malformed(new Command("reject"), "short", false)));
        assertThat(effects).isEmpty();
        give(new Input.Faulted(new LinkFault.Malformed(new Command("pong"), "short", false)));
        assertThat(((State.Connected) state).session().keepAlive().isPending()).isFalse();
    }

    @Test
    void wrongChecksumsCostOnlyInAFlood() {
        establish();
        var wrong = new Input.Faulted(new LinkFault.BadChecksum(new Command("tx"), 1, 2));
        for (int i = 0; i < 100; i++) give(wrong);
        assertThat(effects).isEmpty();
        give(wrong);
        assertThat(reports()).hasSize(1);
        now += SECOND / 2;
        give(wrong);
        assertThat(reports()).hasSize(1);
    }

    @Test
    void aMalformedExtendedHeaderEndsTheConnection() {
        establish();
        give(new Input.Faulted(new LinkFault.BadExtendedHeader("checksum is not zero")));
        assertThat(state.visible()).isEqualTo(ConnectionState.FAILED);
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
    }

    @Test
    void disconnectingEndsInGoodOrderWithoutARestart() {
        establish();
        give(new Input.Disconnect("done", Optional.empty()));
        assertThat(effects).containsExactly(new Effect.CloseLink(), new Effect.Report(new ControlEvent.ConnectionLost(ID, ADDRESS, false, Optional.empty())),
                new Effect.End(Effect.Verdict.DONE, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Satoshi:0.21.0/", "/Bitcoin ABC:0.29.5/", "/Bitcoin Cash Node:26.0.0/", "/BCH Unlimited:1.10.0/", "/Knuth:0.4/", "/bchd:0.19/", "/btcd:0.20.1/", "/bcoin:2.2.0/"})
    void agentsOfOtherChainsAreRefused(String agent) {
        assertThat(VersionJudge.judge(version(agent, Services.NETWORK, 1), config.bans())).contains(new PeerFailure.BlockchainMismatch("user agent " + agent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Bitcoin SV:1.0.16/", "/bitcoin sv:1.2.2(EU; cash)/", "/bsv-p2p:0.1.0/", "/teranode:0.1/", "/bitcoinj:0.17.1/", "", "/my wallet/"})
    void agentsOfThisChainAndUnknownOnesAreAccepted(String agent) {
        assertThat(VersionJudge.judge(version(agent, Services.NETWORK, 1), config.bans())).isEmpty();
    }

    @Test
    void serviceBitsDecideOnlyWhereTheAgentNamesNoChain() {
        assertThat(VersionJudge.judge(version("/Bitcoin SV:1.0/", Services.WITNESS, 1), config.bans())).isEmpty();
        assertThat(VersionJudge.judge(version("/wallet/", Services.WITNESS, 1), config.bans())).contains(new PeerFailure.BlockchainMismatch("witness service bit"));
    }

    @Test
    void strictModeRefusesWhatStaysUnknown() {
        assertThat(VersionJudge.judge(version("/wallet/", 0, 1), config.bans().withStrictBlockchain(true))).isPresent();
        assertThat(VersionJudge.judge(version("/Bitcoin SV:1.0/", 0, 1), config.bans().withStrictBlockchain(true))).isEmpty();
    }

    @Test
    void theAllowListWinsOverTheDenyListAndTheDenyListOverTheChain() {
        var bans = config.bans().withBannedUserAgents(List.of(new UserAgentPattern("sv:1.0.*"), new UserAgentPattern("bad"))).withAllowedUserAgents(List.of(new UserAgentPattern("*good*")));
        assertThat(VersionJudge.judge(version("/Satoshi good bad/", 0, 1), bans)).isEmpty();
        assertThat(VersionJudge.judge(version("/Bitcoin SV bad/", 0, 1), bans)).contains(new PeerFailure.BannedUserAgent("/Bitcoin SV bad/"));
    }

    @Test
    void obsoleteVersionsAreRefusedWithoutABan() {
        var old = new Version(31_799, 1, 0, NetworkAddress.UNSPECIFIED, Optional.empty(), OptionalLong.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
        connect();
        hear(old);
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
        var short31800 = new Version(31_800, 1, 0, NetworkAddress.UNSPECIFIED, Optional.empty(), OptionalLong.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
        state = ConnectionMachine.start(0);
        connect();
        effects.clear();
        hear(short31800, new Verack());
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(sent()).noneMatch(SendHeaders.class::isInstance);
    }

    /// Every input in every state, several steps deep and by chance: answered or loud, and only along the drawn arrows.
    @Test
    void onlyTheDrawnMovesHappenWhateverComes() {
        var drawn = Map.of(
                ConnectionState.DISCONNECTED, EnumSet.of(ConnectionState.CONNECTING, ConnectionState.AWAITING_HANDSHAKE, ConnectionState.FAILED),
                ConnectionState.CONNECTING, EnumSet.of(ConnectionState.AWAITING_HANDSHAKE, ConnectionState.DISCONNECTED, ConnectionState.FAILED),
                ConnectionState.AWAITING_HANDSHAKE, EnumSet.of(ConnectionState.CONNECTED, ConnectionState.REJECTED, ConnectionState.DISCONNECTED, ConnectionState.FAILED),
                ConnectionState.CONNECTED, EnumSet.of(ConnectionState.CONNECTING, ConnectionState.DISCONNECTED, ConnectionState.FAILED),
                ConnectionState.REJECTED, EnumSet.noneOf(ConnectionState.class),
                ConnectionState.FAILED, EnumSet.noneOf(ConnectionState.class));
        Set<List<ConnectionState>> seen = new HashSet<>();
        var random = new Random(20261120);
        var roles = List.of(Role.outbound(ID, ADDRESS, false, false), Role.outbound(ID, ADDRESS, true, false), Role.inbound(ID, ADDRESS, false, false), Role.inbound(ID, ADDRESS, false, true));
        for (int run = 0; run < 40_000; run++) {
            role = roles.get(random.nextInt(roles.size()));
            state = ConnectionMachine.start(random.nextInt(12));
            for (int step = 0; step < 25; step++) {
                now += random.nextLong(100 * SECOND);
                var before = state;
                var input = anyInput(random);
                try {
                    give(input);
                } catch (IllegalStateException loud) {
                    assertThat(loud).hasMessageContaining("cannot come in state " + before.visible());
                    assertThat(state).isSameAs(before);
                }
                if (state.visible() != before.visible()) seen.add(List.of(before.visible(), state.visible()));
                effects.clear();
            }
        }
        for (var move : seen) assertThat(drawn.get(move.getFirst())).as("move %s", move).contains(move.getLast());
        for (var from : drawn.entrySet()) for (var to : from.getValue()) assertThat(seen).contains(List.of(from.getKey(), to));
    }

    private Input anyInput(Random random) {
        return switch (random.nextInt(16)) {
            case 0, 1 -> new Input.Dial();
            case 2, 3, 4 -> new Input.LinkOpened();
            case 5 -> new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionReset("gone")));
            case 6, 7 -> new Input.Received(random.nextInt(10) == 0 ? version("/Satoshi/", 0, 1) : goodVersion());
            case 8, 9 -> new Input.Received(new Verack());
            case 10 -> new Input.Received(new Ping(random.nextLong()));
            case 11 -> new Input.TimedOut(List.of(Timer.values()).get(random.nextInt(4)), random.nextBoolean());
            case 12 -> new Input.Faulted(new LinkFault.BadChecksum(new Command("tx"), 1, 2));
            case 13 -> random.nextInt(4) == 0 ? new Input.Faulted(new LinkFault.WrongMagic(new Magic(1), new Magic(2))) : new Input.Received(new GetAddr());
            case 14 -> random.nextInt(4) == 0 ? new Input.Disconnect("x", random.nextBoolean() ? Optional.empty() : Optional.of(new PeerFailure.HandshakeFailed("self"))) : new Input.Received(new SendHeaders());
            default -> random.nextInt(8) == 0 ? new Input.Retire() : new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionRefused("refused")));
        };
    }

    @Test
    void impossibleInputsAreLoud() {
        assertThatThrownBy(() -> give(new Input.LinkOpened())).isInstanceOf(IllegalStateException.class).hasMessageContaining("DISCONNECTED");
        connect();
        assertThatThrownBy(() -> give(new Input.Dial())).isInstanceOf(IllegalStateException.class).hasMessageContaining("AWAITING_HANDSHAKE");
    }
}

package bsv.p2p.manager.connection;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionState;
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
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.LinkFault;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionMachineTest extends MachineFixture {
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
        assertThat(state.visible()).isEqualTo(ConnectionState.AWAITING_HANDSHAKE);
        give(new Input.Retire());
        assertThat(state.visible()).isEqualTo(ConnectionState.REJECTED);
        assertThat(effects).containsExactly(new Effect.SendVersion(), new Effect.Send(new Verack()), new Effect.AskForPlace(),
                new Effect.Send(Reject.of(Version.COMMAND, RejectCode.TOOBUSY, "no place for more connections")), new Effect.CloseLink(),
                new Effect.ReportTurnedAway(), new Effect.End(Effect.Verdict.DONE, Optional.empty()));
    }

    @Test
    void aCallerForWhomAPlaceIsFoundAfterItsHandshakeIsServed() {
        acceptCaller(true);
        hear(goodVersion(), new Verack());
        effects.clear();
        role = role.seated();
        give(new Input.Stay());
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(sent()).startsWith(ProtoConf.of(2_097_152, "Default")).hasAtLeastOneElementOfType(SendHeaders.class);
        assertThat(reports()).extracting(ControlEvent::kind).containsExactly("InboundConnectionAccepted", "HandshakeComplete", "ConnectionEstablished");
    }

    /// Nobody who shook hands goes without an answer.
    @Test
    void aCallerThatWaitsForAPlaceTooLongIsToldThatThereIsNone() {
        acceptCaller(true);
        hear(goodVersion(), new Verack());
        give(new Input.TimedOut(Timer.HANDSHAKE, false));
        assertThat(state.visible()).isEqualTo(ConnectionState.REJECTED);
        assertThat(did(Effect.ReportTurnedAway.class)).isTrue();
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
        assertThat(state).isEqualTo(new State.Disconnected(1, RestartWindow.EMPTY, false));
        effects.clear();
        give(new Input.TimedOut(Timer.BACKOFF, false));
        assertThat(effects).containsExactly(new Effect.Stop(Timer.BACKOFF), new Effect.AskForPlace());
        effects.clear();
        give(new Input.WaitNoLonger(), new Input.TimedOut(Timer.BACKOFF, false));
        assertThat(effects).as("a place is asked for once").isEmpty();
        give(new Input.Dial(), new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionTimeout(Duration.ofSeconds(5)))));
        assertThat(only(Effect.Wait.class).delay()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
    }

    @Test
    void afterTheLastRetryThePeerIsInaccessible() {
        state = ConnectionMachine.start(9);
        give(new Input.Dial(), new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionRefused("refused"))));
        assertThat(only(Effect.Wait.class).retries()).as("the last one").isEqualTo(10);
        effects.clear();
        give(new Input.Dial(), new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionRefused("refused"))));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
        assertThat(state.visible()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void fixedPeersAreRetriedForEverAtTheCap() {
        role = Role.outbound(ID, ADDRESS, Role.Purpose.FIXED);
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

    /// It said so before it shook hands: that may pass, as hanging up may.
    @Test
    void noPlaceBeforeTheHandshakeIsNoReasonToGiveUp() {
        connect();
        hear(Reject.of(Version.COMMAND, RejectCode.TOOBUSY, "full"));
        give(new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionReset("closed by the peer"))));
        assertThat(did(Effect.Wait.class)).isTrue();
    }

    @Test
    void aPeerThatRefusesOurVersionIsLeftAloneAndItsReasonKept() {
        connect();
        hear(Reject.of(Version.COMMAND, RejectCode.OBSOLETE, "too old"));
        assertThat(state.visible()).as("it may go on all the same").isEqualTo(ConnectionState.AWAITING_HANDSHAKE);
        give(new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionReset("closed by the peer"))));
        assertThat(failure()).isEqualTo(new PeerFailure.HandshakeFailed("rejected version as OBSOLETE: too old"));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
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
        assertThat(effects).contains(new Effect.Start(Timer.PONG, Duration.ofSeconds(1)), new Effect.Start(Timer.PING, Duration.ofMinutes(5)));
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
        for (int second = 1; second < 120; second++) give(new Input.TimedOut(Timer.PONG, false));
        for (int second = 0; second < 1_000; second++) give(new Input.TimedOut(Timer.PONG, true));
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(effects).hasSize(1_119).containsOnly(new Effect.Start(Timer.PONG, Duration.ofSeconds(1)));
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
    void soItDoesBeforeTheHandshake() {
        connect();
        give(new Input.Faulted(new LinkFault.Oversize(new Command("version"), 1L << 31, 2_097_152)));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
        assertThat(failure()).isInstanceOf(PeerFailure.ProtocolViolation.class);
    }

    @Test
    void permittedAddressesAreOnlyDisconnected() {
        config = config.withBans(config.bans().withPermitted(List.of(Cidr.parse("203.0.114.0/24"))));
        acceptCaller(false);
        give(new Input.Faulted(new LinkFault.WrongMagic(new Magic(1), new Magic(2))));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.DONE);
        assertThat(did(Effect.CloseLink.class)).isTrue();
    }

    @Test
    void whoIsPermittedIsNotBannedWhenDialedEither() {
        config = config.withBans(config.bans().withPermitted(List.of(Cidr.parse("203.0.114.0/24"))));
        for (var purpose : List.of(Role.Purpose.DIALED, Role.Purpose.FEELER)) {
            role = Role.outbound(ID, ADDRESS, purpose);
            state = ConnectionMachine.start(0);
            connect();
            effects.clear();
            give(new Input.Faulted(new LinkFault.WrongMagic(new Magic(1), new Magic(2))));
            assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
            assertThat(did(Effect.CloseLink.class)).isTrue();
        }
        role = Role.outbound(ID, ADDRESS, Role.Purpose.FIXED);
        state = ConnectionMachine.start(0);
        connect();
        effects.clear();
        give(new Input.Faulted(new LinkFault.WrongMagic(new Magic(1), new Magic(2))));
        assertThat(did(Effect.Wait.class)).as("it is dialed again").isTrue();
    }

    @Test
    void fixedPeersAreBannedWhenTheyAreTheWrongOnesAndNotForPoints() {
        role = Role.outbound(ID, ADDRESS, Role.Purpose.FIXED);
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
        assertThat(reports()).last().isEqualTo(new ControlEvent.PeerMisbehavior(ID, ADDRESS, false, "getaddr before the handshake was complete", 1, 99));
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
        assertThat(did(Effect.Deliver.class)).isFalse();
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
        assertThat(reports()).containsExactly(new ControlEvent.PeerMisbehavior(ID, ADDRESS, false, "addr with 1001 addresses", 20, 20));
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
    void aFloodOfWrongChecksumsBeforeTheHandshakeCostsTheSame() {
        connect();
        effects.clear();
        var wrong = new Input.Faulted(new LinkFault.BadChecksum(new Command("version"), 1, 2));
        for (int i = 0; i < 101; i++) give(wrong);
        assertThat(reports()).containsExactly(new ControlEvent.PeerMisbehavior(ID, ADDRESS, false, "flood of wrong checksums", 1, 1));
    }

    @Test
    void aMalformedExtendedHeaderEndsTheConnection() {
        connect();
        give(new Input.Faulted(new LinkFault.BadExtendedHeader("checksum is not zero")));
        assertThat(state.visible()).isEqualTo(ConnectionState.FAILED);
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
        state = ConnectionMachine.start(0);
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
        assertThat(sent()).containsExactly(Reject.of(Version.COMMAND, RejectCode.OBSOLETE, "protocol version 31799 is below 31800"));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
        var short31800 = new Version(31_800, 1, 0, NetworkAddress.UNSPECIFIED, Optional.empty(), OptionalLong.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
        state = ConnectionMachine.start(0);
        connect();
        effects.clear();
        hear(short31800, new Verack());
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(sent()).noneMatch(SendHeaders.class::isInstance);
    }

}

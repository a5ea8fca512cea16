package bsv.p2p.manager.connection;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.spi.LinkFault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a message that cannot be read costs, by its command, and how it is answered; the rules are those of the reference node.
class MalformedMessagesTest extends MachineFixture {
    private static Input unreadable(String command) {
        return new Input.Faulted(new LinkFault.Malformed(new Command(command), "short", false));
    }

    private static List<Message> answer(String command, String code) {
        return code == null ? List.of() : List.of(Reject.of(new Command(command), RejectCode.valueOf(code), "error parsing message"));
    }

    @ParameterizedTest
    @CsvSource({
        "inv, 0, MALFORMED", "cmpctblock, 0, MALFORMED", "getblocktxn, 0, MALFORMED", "gethdrsen, 0, MALFORMED", "ping, 0, MALFORMED", "authch, 0, MALFORMED",
        "authresp, 0, AUTH_CONN_SETUP",
        "mempool, 0,", "pong, 0,", "reject, 0,", "notfound, 0,", "hdrsen, 0,", "merkleblock, 0,", "datareftx, 0,",
        "dsdetected, 10,", "revokemid, 10,",
    })
    void someCostPointsAndSomeAreAnswered(String command, int points, String code) {
        establish();
        give(unreadable(command));
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(score()).isEqualTo(points);
        assertThat(sent()).isEqualTo(answer(command, code));
        assertThat(did(Effect.Deliver.class)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"version, STREAM_SETUP", "protoconf, MALFORMED", "createstrm, STREAM_SETUP", "streamack,"})
    void othersEndTheConnection(String command, String code) {
        establish();
        give(unreadable(command));
        assertThat(failure()).isEqualTo(new PeerFailure.ProtocolViolation("malformed " + command + ": short", 0));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
        assertThat(sent()).isEqualTo(answer(command, code));
    }

    /// Before the handshake is complete: the points, and whether it ends the connection.
    @ParameterizedTest
    @CsvSource({
        "version, STREAM_SETUP, 0, true", "createstrm, STREAM_SETUP, 0, true", "streamack,, 0, true",
        "authresp, AUTH_CONN_SETUP, 1, false", "authch,, 0, false", "reject,, 0, false",
        "inv,, 1, false", "protoconf,, 1, false", "filterload,, 1, false", "dsdetected,, 1, false", "pong,, 1, false", "somethingnew,, 1, false",
    })
    void beforeTheHandshakeTheRulesAreOthers(String command, String code, int points, boolean ends) {
        connect();
        effects.clear();
        give(unreadable(command));
        assertThat(sent()).isEqualTo(answer(command, code));
        assertThat(reports()).hasSize(ends ? 1 : points);
        assertThat(state.visible()).isEqualTo(ends ? ConnectionState.FAILED : ConnectionState.AWAITING_HANDSHAKE);
        if (ends) assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
        else assertThat(((State.AwaitingHandshake) state).handshake().conduct().score()).isEqualTo(points);
    }

    /// A command of letters that none has is dropped; so is a large payload that nobody took, which before the handshake is out of turn.
    @Test
    void aCommandThatIsNoneAndAPayloadThatNobodyTookCostNothing() {
        var free = List.<LinkFault>of(new LinkFault.BadCommand(Bytes.wrap(new byte[12])), new LinkFault.Discarded(new Command("block"), 5_000_000, true));
        establish();
        free.forEach(fault -> give(new Input.Faulted(fault)));
        assertThat(effects).isEmpty();
        assertThat(score()).isZero();
        state = ConnectionMachine.start(0);
        connect();
        effects.clear();
        give(new Input.Faulted(free.getFirst()));
        assertThat(effects).isEmpty();
        give(new Input.Faulted(free.getLast()));
        assertThat(((State.AwaitingHandshake) state).handshake().conduct().score()).isEqualTo(1);
    }
}

package bsv.p2p.manager.connection;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.testkit.MessageSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The machine as a whole: every input in every state, and the graph that its comment draws.
class MachineGraphTest extends MachineFixture {
    private static final Path MACHINE = Path.of("src/main/java/bsv/p2p/manager/connection/ConnectionMachine.java");
    private static final Pattern ARROW = Pattern.compile("/// - ([A-Z_]+) → (.+)");
    private static final List<Role> ROLES = List.of(Role.outbound(ID, ADDRESS, Role.Purpose.DIALED), Role.outbound(ID, ADDRESS, Role.Purpose.FIXED),
            Role.outbound(ID, ADDRESS, Role.Purpose.FEELER), Role.inbound(ID, ADDRESS, false), Role.inbound(ID, ADDRESS, true));

    private static Map<ConnectionState, Set<ConnectionState>> drawn() throws IOException {
        var drawn = new EnumMap<ConnectionState, Set<ConnectionState>>(ConnectionState.class);
        for (var line : Files.readAllLines(MACHINE)) {
            var arrow = ARROW.matcher(line);
            if (!arrow.matches()) continue;
            var targets = EnumSet.noneOf(ConnectionState.class);
            if (!arrow.group(2).equals("nothing")) for (var name : arrow.group(2).split(", ", -1)) targets.add(ConnectionState.valueOf(name));
            drawn.put(ConnectionState.valueOf(arrow.group(1)), targets);
        }
        assertThat(drawn).containsOnlyKeys(ConnectionState.values());
        return drawn;
    }

    /// A million steps by chance: answered or loud, a loud one changes nothing, and exactly the drawn arrows happen.
    @Test
    void theDrawnGraphIsWhatHappensWhateverComes() throws IOException {
        Map<ConnectionState, Set<ConnectionState>> seen = new EnumMap<>(ConnectionState.class);
        for (var each : ConnectionState.values()) seen.put(each, EnumSet.noneOf(ConnectionState.class));
        walk(20261120, 40_000, (from, to) -> seen.get(from).add(to));
        assertThat(seen).isEqualTo(drawn());
    }

    @Test
    void theSameSeedGivesTheSameWalk() {
        var walks = new ArrayList<List<ConnectionState>>();
        for (long seed : new long[] {5, 5, 6}) {
            var walk = new ArrayList<ConnectionState>();
            walk(seed, 400, (_, to) -> walk.add(to));
            walks.add(walk);
        }
        assertThat(walks.get(0)).isEqualTo(walks.get(1)).isNotEqualTo(walks.get(2));
    }

    /// So many connections, 25 inputs each.
    private void walk(long seed, int connections, BiConsumer<ConnectionState, ConnectionState> moves) {
        var random = new Random(seed);
        for (int run = 0; run < connections; run++) {
            role = ROLES.get(random.nextInt(ROLES.size()));
            state = ConnectionMachine.start(random.nextInt(12));
            for (int step = 0; step < 25; step++) {
                now += random.nextLong(100 * SECOND);
                var before = state;
                try {
                    give(anyInput(random));
                } catch (IllegalStateException loud) {
                    assertThat(loud).hasMessageContaining("cannot come in state " + before.visible());
                    assertThat(state).isSameAs(before);
                }
                if (state.visible() != before.visible()) moves.accept(before.visible(), state.visible());
                checkEnds(before);
                effects.clear();
            }
        }
    }

    /// Who ends says so once, and only on the way to a final state.
    private void checkEnds(State before) {
        boolean arrives = isFinal(state) && !isFinal(before);
        assertThat(effects.stream().filter(Effect.End.class::isInstance).count()).isEqualTo(arrives ? 1 : 0);
    }

    private static boolean isFinal(State state) {
        return state instanceof State.Failed || state instanceof State.Rejected;
    }

    private static Input anyInput(Random random) {
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
            default -> random.nextInt(8) == 0 ? List.of(new Input.Retire(), new Input.Stay(), new Input.WaitNoLonger()).get(random.nextInt(3)) : new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionRefused("refused")));
        };
    }

    /// Which inputs cannot come; all others are answered, twice in a row where that is possible.
    @Test
    void everyInputIsAnsweredInEveryStateOrLoud() {
        for (var each : ROLES) for (var from : states(each)) for (var input : inputs()) {
            role = each;
            state = from;
            effects.clear();
            boolean loud = false;
            try {
                give(input);
                if (state.getClass() == from.getClass() && !isImpossible(state, input)) give(input);
            } catch (IllegalStateException impossible) {
                loud = true;
            }
            assertThat(loud).as("%s in %s as %s", input, from.visible(), each.purpose()).isEqualTo(isImpossible(from, input));
        }
    }

    private boolean isImpossible(State state, Input input) {
        return switch (state) {
            case State.Disconnected _ -> input instanceof Input.Received || input instanceof Input.Faulted
                    || input instanceof Input.Stay || (role.inbound() ? input instanceof Input.Dial : input instanceof Input.LinkOpened);
            case State.Connecting _ -> input instanceof Input.Dial || input instanceof Input.Stay || input instanceof Input.Received || input instanceof Input.Faulted;
            case State.AwaitingHandshake awaiting -> input instanceof Input.Dial || input instanceof Input.LinkOpened
                    || (input instanceof Input.Stay && !awaiting.handshake().isComplete());
            case State.Connected _ -> input instanceof Input.Dial || input instanceof Input.Stay || input instanceof Input.LinkOpened;
            case State.Rejected _, State.Failed _ -> input instanceof Input.LinkOpened;
        };
    }

    private List<State> states(Role as) {
        role = as;
        var states = new ArrayList<State>(List.of(new State.Rejected(), new State.Failed(Optional.empty())));
        state = ConnectionMachine.start(0);
        states.add(state);
        for (var input : as.inbound() ? List.of(new Input.LinkOpened()) : List.of(new Input.Dial(), new Input.LinkOpened())) {
            give(input);
            states.add(state);
        }
        hear(goodVersion());
        states.add(state);
        hear(new Verack());
        states.add(state);
        return states;
    }

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>(List.of(new Input.Dial(), new Input.Stay(), new Input.Retire(), new Input.WaitNoLonger(), new Input.LinkOpened(), new Input.LinkClosed(Optional.empty()),
                new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionReset("gone"))), new Input.Disconnect("x", Optional.empty()),
                new Input.Disconnect("x", Optional.of(new PeerFailure.HandshakeFailed("y"))), new Input.Faulted(new LinkFault.WrongMagic(new Magic(1), new Magic(2))),
                new Input.Faulted(new LinkFault.Oversize(Ping.COMMAND, 9, 8)), new Input.Faulted(new LinkFault.BadExtendedHeader("x")),
                new Input.Faulted(new LinkFault.BadCommand(Bytes.wrap(new byte[12]))), new Input.Faulted(new LinkFault.BadChecksum(Ping.COMMAND, 1, 2)),
                new Input.Faulted(new LinkFault.Discarded(new Command("block"), 1, true))));
        for (var timer : Timer.values()) for (boolean progress : new boolean[] {true, false}) inputs.add(new Input.TimedOut(timer, progress));
        Set<Command> commands = new HashSet<>();
        for (Message message : new MessageSamples(5).oneOfEach()) {
            inputs.add(new Input.Received(message));
            if (commands.add(message.command())) inputs.add(new Input.Faulted(new LinkFault.Malformed(message.command(), "short", true)));
        }
        return inputs;
    }

    @Test
    void impossibleInputsAreLoudAndNameTheState() {
        assertThat(catching(new Input.LinkOpened())).hasMessageContaining("cannot come in state DISCONNECTED");
        connect();
        assertThat(catching(new Input.Dial())).hasMessageContaining("cannot come in state AWAITING_HANDSHAKE");
    }

    private IllegalStateException catching(Input input) {
        try {
            give(input);
        } catch (IllegalStateException loud) {
            return loud;
        }
        throw new AssertionError(input + " was answered");
    }

    @Test
    void aPlaceThatIsFoundAfterTheEndGoesBack() {
        give(new Input.Disconnect("banned", Optional.empty()));
        effects.clear();
        give(new Input.Dial());
        assertThat(effects).containsExactly(new Effect.FreePlace());
    }

    /// The four flags in every order in which a peer can set them, with everything between that a peer may say or may not.
    @Test
    void theHandshakeCompletesInEveryInterleavingAndNoise() {
        List<Message> noise = List.of(new Ping(1), new Pong(1), new GetAddr(), new SendHeaders(), new AuthCh(1, 32, Bytes.wrap(new byte[32])));
        for (var as : ROLES) for (boolean verackFirst : new boolean[] {true, false}) for (var between : noise) for (int at = 0; at < 3; at++) {
            role = as;
            state = ConnectionMachine.start(0);
            effects.clear();
            give(as.inbound() ? List.<Input>of(new Input.LinkOpened()).toArray(Input[]::new) : new Input[] {new Input.Dial(), new Input.LinkOpened()});
            var order = new ArrayList<Message>(verackFirst ? List.of(new Verack(), goodVersion()) : List.of(goodVersion(), new Verack()));
            if (at < 2) order.add(at, between);
            order.forEach(this::hear);
            if (as.overCapacity()) give(new Input.Retire());
            var expected = switch (as.purpose()) {
                case TURNED_AWAY -> ConnectionState.REJECTED;
                case FEELER -> ConnectionState.FAILED;
                case DIALED, FIXED, CALLER -> ConnectionState.CONNECTED;
            };
            assertThat(state.visible()).as("%s hears %s", as.purpose(), order).isEqualTo(expected);
            assertThat(effects.stream().filter(Effect.SendVersion.class::isInstance)).hasSize(1);
            assertThat(sent().stream().filter(Verack.class::isInstance)).hasSize(1);
            boolean costs = at < 2 && !(between instanceof AuthCh);
            if (expected == ConnectionState.CONNECTED) assertThat(score()).isEqualTo(costs ? 1 : 0);
        }
    }

    @Test
    void aFeelerShakesHandsAndLeavesWithAGoodWordForThePeer() {
        role = Role.outbound(ID, ADDRESS, Role.Purpose.FEELER);
        connect();
        effects.clear();
        hear(goodVersion(), new Verack());
        assertThat(did(Effect.Introduce.class)).isTrue();
        assertThat(did(Effect.CloseLink.class)).isTrue();
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.DONE);
        assertThat(sent()).noneMatch(Ping.class::isInstance);
    }

    @Test
    void aFeelerDoesNotTryTwice() {
        role = Role.outbound(ID, ADDRESS, Role.Purpose.FEELER);
        give(new Input.Dial(), new Input.LinkClosed(Optional.of(new PeerFailure.ConnectionRefused("x"))));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.INACCESSIBLE);
        assertThat(did(Effect.Wait.class)).isFalse();
        state = ConnectionMachine.start(0);
        connect();
        effects.clear();
        hear(version("/Satoshi/", Services.NETWORK, 1));
        assertThat(only(Effect.End.class).verdict()).isEqualTo(Effect.Verdict.BAN);
    }
}

package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkFault.BadChecksum;
import bsv.p2p.api.spi.LinkFault.BadCommand;
import bsv.p2p.api.spi.LinkFault.BadExtendedHeader;
import bsv.p2p.api.spi.LinkFault.Malformed;
import bsv.p2p.api.spi.LinkFault.Oversize;
import bsv.p2p.api.spi.LinkFault.WrongMagic;
import bsv.p2p.codec.Vectors.Vector;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Frames on which a running node has passed judgement: what is wrong with the frame or the payload must be found here too, and
/// what a node takes must be taken. What only a rule forbids is a message all the same; the connection judges it.
///
/// A frame follows each of them, to see whether the place in the stream is kept.
class JudgedVectorsTest {
    private static final Ping NEXT = new Ping(0x1122_3344_5566_7788L);

    /// The node takes these for extended headers although their outer fields are wrong; by our rules they end the stream.
    private static final Set<String> STRICTER_HEADER = Set.of("ext_bad_outer_command", "ext_ping_checksum_not_zero", "ext_ping_outer_command_suffix", "ext_ping_outer_length_zero");

    /// The node refuses the count before it looks for the headers, which are not there: to a codec the payload is cut off.
    private static final Set<String> CUT_OFF = Set.of("headers_2001");

    /// A reject of a tx without its hash, a form that nodes send themselves for one code: the hash is read where it is there.
    private static final Set<String> READ_HERE = Set.of("truncated_reject_at_8");

    @TestFactory
    Stream<DynamicTest> framesThatAreWrong() {
        return judged("frame").map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
            var heard = withNext(vector);
            var fault = (LinkFault) heard.all.getFirst();
            assertThat(fault).isInstanceOf(expectedFault(vector.name()));
            if (fault.endsStream()) {
                assertThat(heard.all).hasSize(1);
            } else {
                assertThat(heard.all).containsExactly(fault, framed(NEXT));
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> payloadsThatAreWrong() {
        return judged("payload").filter(vector -> !READ_HERE.contains(vector.name())).map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
            var heard = withNext(vector);
            assertThat(heard.all).hasSize(2).last().isEqualTo(framed(NEXT));
            assertThat(heard.faults()).singleElement().isInstanceOf(Malformed.class);
            var malformed = (Malformed) heard.faults().getFirst();
            assertThat(malformed.command()).isEqualTo(vector.command());
            assertThat(malformed.detail()).matches("\\w+ at byte \\d+: expected .+, found .+");
            assertThat(malformed.sizeTooLarge()).as("the node's point for sizes").isEqualTo(vector.node().get("sv").get("ban_score").asInt() == 1);
        }));
    }

    @TestFactory
    Stream<DynamicTest> whatOnlyARuleForbidsIsRead() {
        return judged("rule").filter(vector -> !CUT_OFF.contains(vector.name())).map(vector -> DynamicTest.dynamicTest(vector.name(), () -> assertRead(vector)));
    }

    @TestFactory
    Stream<DynamicTest> whatTheNodeTakesIsRead() {
        return accepted().filter(vector -> !STRICTER_HEADER.contains(vector.name())).map(vector -> DynamicTest.dynamicTest(vector.name(), () -> assertRead(vector)));
    }

    @TestFactory
    Stream<DynamicTest> malformedExtendedHeadersEndTheStreamThoughTheNodeTakesThem() {
        return Stream.concat(judged("frame"), accepted()).filter(vector -> STRICTER_HEADER.contains(vector.name()))
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> assertThat(withNext(vector).all).singleElement().isInstanceOf(BadExtendedHeader.class)));
    }

    @TestFactory
    Stream<DynamicTest> rejectsAreReadWithoutTheHash() {
        return judged("payload").filter(vector -> READ_HERE.contains(vector.name())).map(vector -> DynamicTest.dynamicTest(vector.name(), () -> assertRead(vector)));
    }

    @TestFactory
    Stream<DynamicTest> aListThatEndsEarlyIsMalformedEvenIfItsCountIsForbidden() {
        return judged("rule").filter(vector -> CUT_OFF.contains(vector.name()))
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> assertThat(withNext(vector).faults()).singleElement().isInstanceOf(Malformed.class)));
    }

    private static void assertRead(Vector vector) {
        var heard = withNext(vector);
        assertThat(heard.faults()).isEmpty();
        assertThat(heard.messages()).hasSize(2).last().isEqualTo(NEXT);
        var message = heard.messages().getFirst();
        assertThat(message.command()).isEqualTo(vector.command());
        assertThat(message instanceof Unknown).isEqualTo(!Vectors.isDecoded(vector));
        var fields = WireFields.of(message);
        if (vector.node().has("fields") && Vectors.isDecoded(vector)) {
            for (var field : vector.fields().properties()) assertThat(fields.get(field.getKey()).asString()).as(field.getKey()).isEqualTo(field.getValue().asString());
        }
        assertThat(Frames.decoded(message.command(), Frames.payloadOf(message))).as("written and read again").isEqualTo(message);
    }

    private static Class<? extends LinkFault> expectedFault(String name) {
        if (STRICTER_HEADER.contains(name)) return BadExtendedHeader.class;
        if (name.startsWith("bad_checksum")) return BadChecksum.class;
        if (name.startsWith("bad_magic")) return WrongMagic.class;
        if (name.startsWith("command_")) return BadCommand.class;
        if (name.startsWith("oversize_")) return Oversize.class;
        throw new AssertionError("what is wrong with " + name + "?");
    }

    private static Stream<Vector> judged(String layer) {
        return Stream.of("invalid", "mutated").flatMap(file -> Vectors.in(file).stream()).filter(vector -> vector.text("layer").equals(layer));
    }

    private static Stream<Vector> accepted() {
        return Stream.of("lenient", "mutated").flatMap(file -> Vectors.in(file).stream()).filter(vector -> vector.text("expect").equals("accepted"));
    }

    /// What is heard of the vector's frame and the one after it, whether both come at once or byte by byte.
    private static Heard withNext(Vector vector) {
        var own = Network.REGTEST.magic();
        var bytes = Frames.with(vector.frame(), Frames.of(own, Ping.COMMAND, Frames.payloadOf(NEXT)));
        var heard = Heard.in(bytes, own);
        var pieces = new int[bytes.length];
        Arrays.fill(pieces, 1);
        assertThat(Heard.in(bytes, own, PayloadLimits.DEFAULT, pieces).all).as("byte by byte").isEqualTo(heard.all);
        return heard;
    }

    private static Heard.Framed framed(Message message) {
        return new Heard.Framed(message, 24L + Frames.payloadOf(message).length);
    }

    /// So that nobody takes a vector for checked that is not.
    @Test
    void everyVectorIsInOneOfTheseTests() {
        for (var file : List.of("invalid", "lenient", "mutated")) {
            assertThat(Vectors.in(file)).allMatch(vector -> Set.of("frame", "payload", "rule").contains(vector.text("layer")) ^ vector.text("expect").equals("accepted"));
        }
    }

    /// Keeps the lists above honest.
    @Test
    void theExceptionsExist() {
        var names = Stream.of("invalid", "lenient", "mutated").flatMap(file -> Vectors.in(file).stream()).map(Vector::name).toList();
        assertThat(names).containsAll(STRICTER_HEADER).containsAll(CUT_OFF).containsAll(READ_HERE);
    }
}

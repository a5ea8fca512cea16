package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Reject;
import bsv.p2p.codec.Vectors.Vector;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What a peer can do to every message: each count, length and number on the wire in every wrong form, and the end after each byte. The
/// error names the field, where it is, what was expected and what was found.
class BadInputTest {
    /// No counts, lengths or numbers of variable width in these.
    private static final Set<String> FIXED = Set.of("authch", "feefilter", "filterclear", "getaddr", "mempool", "ping", "pong", "sendcmpct", "sendhdrsen", "sendheaders", "verack");
    /// Their later fields may be absent.
    private static final Set<String> MAY_END_EARLY = Set.of("mempool", "protoconf", "reject", "version");

    /// Bytes after a size, so that lists have room for their smallest elements: one fewer than the smallest size that is too large.
    private static final int ROOM = 300;

    private static final String HEADER = "00".repeat(80);
    private static final String HASH = "00".repeat(32);
    private static final String KEY = "02" + HASH;
    private static final String SMALLEST_TX = "01000000" + "0000" + "00000000";
    private static final String VERSION = "00".repeat(80);

    /// Where on the wire a count or length stands, after which bytes, and what it is called.
    private static final List<Place> SIZES = List.of(
            place("addr", "", "addresses"),
            place("authresp", "", "publicKey"), place("authresp", "00" + "00".repeat(8), "signature"),
            place("block", HEADER, "transactions"), place("block", HEADER + "01" + "01000000", "inputs"),
            place("blocktxn", HASH, "transactions"), place("blocktxn", HASH + "01" + "01000000" + "00", "outputs"),
            place("cmpctblock", HEADER + "00".repeat(8), "shortIds"), place("cmpctblock", HEADER + "00".repeat(8) + "00", "prefilled"),
            place("createstrm", "", "associationId"), place("createstrm", "0001", "streamPolicy"),
            place("datareftx", "01000000", "inputs"), place("datareftx", SMALLEST_TX + "0000" + HASH + HASH, "nodes"), place("datareftx", SMALLEST_TX + "0500" + "0a" + "01000000", "inputs"),
            place("dsdetected", "0100", "forks"), place("dsdetected", "0100" + "02", "headers"), place("dsdetected", "0100" + "02" + "01" + HEADER + "0501" + "0a" + SMALLEST_TX + HASH, "nodes"),
            place("filteradd", "", "data"), place("filterload", "", "filter"),
            place("getblocks", "00000000", "locator"), place("getblocktxn", HASH, "indexes"), place("getdata", "", "items"),
            place("gethdrsen", "00000000", "locator"), place("getheaders", "00000000", "locator"),
            place("hdrsen", "", "headers"), place("hdrsen", "01" + HEADER + "00" + "00" + "01" + SMALLEST_TX + "0000" + HASH + HASH, "nodes"),
            place("headers", "", "entries"), place("inv", "", "items"),
            place("merkleblock", HEADER + "00000000", "hashes"), place("merkleblock", HEADER + "00000000" + "00", "flags"),
            place("notfound", "", "items"), place("protoconf", "02" + "00000000", "streamPolicies"),
            place("reject", "", "message"), place("reject", "00" + "01", "reason"),
            place("revokemid", "00000000" + KEY + KEY + KEY, "signatures"), place("streamack", "", "associationId"),
            place("tx", "01000000", "inputs"), place("tx", "01000000" + "01" + HASH + "00000000", "inputScript"), place("tx", "01000000" + "00", "outputs"),
            place("tx", "01000000" + "00" + "01" + "00".repeat(8), "outputScript"),
            place("version", VERSION, "userAgent"), place("version", VERSION + "00" + "00000000" + "01", "associationId"));

    /// Numbers of variable width that may be as high as 2^32 - 1.
    private static final List<Place> NUMBERS = List.of(
            place("cmpctblock", HEADER + "00".repeat(8) + "00" + "01", "prefilled"),
            place("datareftx", SMALLEST_TX + "00", "index"), place("datareftx", SMALLEST_TX + "0500", "transactionLength"),
            place("dsdetected", "0100" + "02" + "01" + HEADER + "05", "index"),
            place("getblocktxn", HASH + "01", "indexes"), place("getblocktxn", HASH + "02" + "fc", "indexes"),
            place("hdrsen", "01" + HEADER, "transactionCount"), place("headers", "01" + HEADER, "transactionCount"), place("protoconf", "", "numberOfFields"));

    private record Place(String command, Bytes before, String field) {
        /// A payload in which the place says `hex`.
        byte[] with(String hex) {
            return Frames.with(before.toArray(), HexFormat.of().parseHex(hex), new byte[ROOM]);
        }

        @Override
        public String toString() {
            return command + "." + field + " at " + before.length();
        }
    }

    @TestFactory
    Stream<DynamicTest> numbersInALongerFormThanNeeded() {
        var longer = Map.of("fd0100", "1 in 3 bytes", "fdfc00", "252 in 3 bytes", "fe01000000", "1 in 5 bytes", "feffff0000", "65535 in 5 bytes", "ff0100000000000000", "1 in 9 bytes", "ffffffffff00000000", "4294967295 in 9 bytes");
        return places().map(place -> DynamicTest.dynamicTest(place.toString(), () -> longer.forEach((hex, found) -> {
            var malformed = assertMalformed(place, hex);
            assertThat(malformed.expected()).isEqualTo("the shortest form of a number");
            assertThat(malformed.found()).isEqualTo(found);
            assertThat(malformed.sizeTooLarge()).isFalse();
        })));
    }

    @TestFactory
    Stream<DynamicTest> numbersOfMoreThan32Bits() {
        var large = Map.of("ff0000000001000000", "4294967296", "ffffffffffffffff7f", "9223372036854775807", "ff0000000000000080", "9223372036854775808", "ffffffffffffffffff", "18446744073709551615");
        return places().map(place -> DynamicTest.dynamicTest(place.toString(), () -> large.forEach((hex, found) -> {
            var malformed = assertMalformed(place, hex);
            assertThat(malformed.expected()).isEqualTo("at most 4294967295");
            assertThat(malformed.found()).isEqualTo(found);
            assertThat(malformed.sizeTooLarge()).isTrue();
        })));
    }

    @TestFactory
    Stream<DynamicTest> sizesBeyondThePayload() {
        return SIZES.stream().map(place -> DynamicTest.dynamicTest(place.toString(), () -> {
            for (var hex : List.of("feffffffff", "feffffff7f", "fe00000080", "fdffff", "fd2d01")) {
                var payload = place.with(hex);
                var malformed = catchThrowableOfType(MalformedMessage.class, () -> decode(place.command, payload));
                assertThat(malformed).as(hex).isNotNull();
                assertThat(malformed.field()).isEqualTo(place.field);
                assertThat(malformed.offset()).as("the size or what it is of").isBetween(place.before.length(), place.before.length() + hex.length() / 2);
                assertThat(malformed.expected()).matches("(\\d+ elements of at least \\d+|at most \\d+|the \\d+|\\d+) bytes.*");
                assertThat(malformed.found()).matches("\\d+( bytes)?");
                PayloadCheck.checkAllocation(new Command(place.command), payload);
            }
        }));
    }

    @Test
    void everyMessageIsInTheTable() {
        var commands = MessageCodecs.ALL.stream().map(codec -> codec.command().name()).filter(name -> !FIXED.contains(name));
        assertThat(places().map(Place::command).collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(commands.toList());
    }

    @TestFactory
    Stream<DynamicTest> theEndAfterEachByte() {
        return MessageCodecs.ALL.stream().map(codec -> DynamicTest.dynamicTest(codec.command().name(), () -> {
            var whole = sample(codec.command());
            for (int length = 0; length < whole.length; length++) assertCutOff(codec.command(), Arrays.copyOf(whole, length));
        }));
    }

    private static void assertCutOff(Command command, byte[] cut) {
        try {
            var shorter = Frames.decoded(command, cut);
            assertThat(MAY_END_EARLY).as("%s of %d bytes", command, cut.length).contains(command.name());
            // A part of a reject's hash is no hash: it is passed over.
            if (!(shorter instanceof Reject)) assertThat(Frames.payloadOf(shorter)).isEqualTo(cut);
        } catch (MalformedMessage malformed) {
            assertThat(malformed.detail()).matches("\\w+ at byte \\d+: expected .+, found .+");
            assertThat(malformed.offset()).isBetween(0, cut.length);
            assertThat(malformed.sizeTooLarge()).isFalse();
        }
    }

    /// The largest valid payload of at most 1,500 bytes, or the smallest one: that says much and is not long.
    private static byte[] sample(Command command) {
        var payloads = Vectors.valid().filter(vector -> vector.command().equals(command)).map(Vector::payload).toList();
        return payloads.stream().filter(payload -> payload.length <= 1_500).max((a, b) -> Integer.compare(a.length, b.length))
                .orElseGet(() -> payloads.stream().min((a, b) -> Integer.compare(a.length, b.length)).orElseThrow());
    }

    private static MalformedMessage assertMalformed(Place place, String hex) {
        var malformed = catchThrowableOfType(MalformedMessage.class, () -> decode(place.command, place.with(hex)));
        assertThat(malformed).as(hex).isNotNull();
        assertThat(malformed.field()).isEqualTo(place.field);
        assertThat(malformed.offset()).isEqualTo(place.before.length());
        return malformed;
    }

    private static void decode(String command, byte[] payload) {
        Frames.decoded(new Command(command), payload);
    }

    private static Stream<Place> places() {
        return Stream.concat(SIZES.stream(), NUMBERS.stream());
    }

    private static Place place(String command, String before, String field) {
        return new Place(command, Bytes.parseHex(before), field);
    }
}

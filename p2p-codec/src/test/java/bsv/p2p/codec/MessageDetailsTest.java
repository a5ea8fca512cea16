package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.PackedList;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.SendCmpct;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.NetworkAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Corners of messages that no vector shows.
class MessageDetailsTest {
    private static final Version FULL = Version.of(70_016, 37, 1_700_000_000, NetworkAddress.UNSPECIFIED, 5, "/a/", 100, true);

    @Test
    void aVersionMayEndAfterAnyFieldFromTheReceiverOnButNotWithinOne() {
        var id = "00" + "0123456789abcdef".repeat(2);
        var payload = Frames.with(Frames.payloadOf(FULL), hex("11" + id));
        var whole = Set.of(46, 80, 84, 88, 89, payload.length);
        for (int length = 0; length <= payload.length; length++) {
            var cut = Arrays.copyOf(payload, length);
            if (whole.contains(length)) {
                assertThat(Frames.payloadOf(Frames.decoded(Version.COMMAND, cut))).isEqualTo(cut);
            } else {
                assertThatExceptionOfType(MalformedMessage.class).as("%d bytes", length).isThrownBy(() -> Frames.decoded(Version.COMMAND, cut));
            }
        }
        assertThat(Frames.decoded(Version.COMMAND, payload)).extracting("associationId").isEqualTo(Optional.of(Bytes.parseHex(id)));
    }

    @ParameterizedTest
    @CsvSource({
        "00, ''", // known, but switched off
        "0100, 00",
        "0101, 01", // the kind of a null id is not looked at
    })
    void anAssociationIdOfUpToOneByteIsNull(String field, String id) {
        var payload = Frames.with(Frames.payloadOf(FULL), hex(field));
        var version = (Version) Frames.decoded(Version.COMMAND, payload);
        assertThat(version.associationId()).contains(Bytes.parseHex(id));
        assertThat(Frames.payloadOf(version)).isEqualTo(payload);
    }

    @Test
    void anAssociationIdIsAKindByteOfZeroAndAUuid() {
        assertMalformed(Version.COMMAND, withId("11", 0x01, 16), "associationId at byte 89: expected a zero byte and 16 bytes of UUID, found 01" + "00".repeat(16));
        assertMalformed(Version.COMMAND, withId("02", 0x00, 1), "associationId at byte 89: expected a zero byte and 16 bytes of UUID, found 0000");
        assertMalformed(Version.COMMAND, withId("10", 0x00, 15), "associationId at byte 89: expected a zero byte and 16 bytes of UUID, found " + "00".repeat(16));
        assertMalformed(Version.COMMAND, withId("12", 0x00, 17), "associationId at byte 89: expected a zero byte and 16 bytes of UUID, found " + "00".repeat(18));
        assertMalformed(Version.COMMAND, withId("82", 0x00, 129), "associationId at byte 89: expected at most 129 bytes, found 130");
    }

    private static byte[] withId(String length, int kind, int rest) {
        return Frames.with(Frames.payloadOf(FULL), hex(length), new byte[] {(byte) kind}, new byte[rest]);
    }

    @Test
    void anyByteButZeroIsTrueAndOneIsWritten() {
        var message = Frames.decoded(SendCmpct.COMMAND, hex("7f0100000000000000"));
        assertThat(message).isEqualTo(new SendCmpct(true, 1));
        assertThat(Frames.payloadOf(message)).isEqualTo(hex("010100000000000000"));
        var payload = Frames.payloadOf(FULL);
        payload[88] = 2;
        assertThat(Frames.decoded(Version.COMMAND, payload)).isEqualTo(FULL);
    }

    @Test
    void textHasOneCharacterForEachByte() {
        var reject = (Reject) Frames.decoded(Reject.COMMAND, hex("02ff80" + "44" + "0300e90a"));
        assertThat(reject.message()).isEqualTo("\u00ff\u0080");
        assertThat(reject.reason()).isEqualTo("\0\u00e9\n");
        assertThat(Frames.payloadOf(reject)).isEqualTo(hex("02ff80440300e90a"));
    }

    @Test
    void textsHaveTheirLimits() {
        assertMalformed(Reject.COMMAND, Frames.with(hex("0d"), new byte[20]), "message at byte 0: expected at most 12 bytes, found 13");
        assertMalformed(Reject.COMMAND, Frames.with(hex("000070"), new byte[112]), "reason at byte 2: expected at most 111 bytes, found 112");
        assertMalformed(ProtoConf.COMMAND, Frames.with(hex("0200002000fd8b02"), new byte[700]), "streamPolicies at byte 5: expected at most 650 bytes, found 651");
        var version = Frames.payloadOf(FULL);
        assertMalformed(Version.COMMAND, Frames.with(Arrays.copyOf(version, 80), hex("fd0101"), new byte[300]), "userAgent at byte 80: expected at most 256 bytes, found 257");
    }

    @Test
    void onlyRejectsOfATransactionOrBlockHaveAHash() {
        var hash = new byte[32];
        hash[0] = 1;
        assertThat(reject("027478", hash).hash()).contains(Hash256.ofWire(hash, 0));
        assertThat(reject("05626c6f636b", hash).hash()).contains(Hash256.ofWire(hash, 0));
        assertThat(reject("0470696e67", hash).hash()).isEmpty();
        assertThat(reject("027478", new byte[31]).hash()).isEmpty();
    }

    private static Reject reject(String message, byte[] hash) {
        return (Reject) Frames.decoded(Reject.COMMAND, Frames.with(hex(message + "1000"), hash));
    }

    @Test
    void aProtoconfNeedsAField() {
        assertMalformed(ProtoConf.COMMAND, hex("0000002000"), "numberOfFields at byte 0: expected at least 1, found 0");
    }

    @Test
    void aProtoconfKeepsWhatItDoesNotKnow() {
        var one = hex("0100002000aabb");
        assertThat(Frames.decoded(ProtoConf.COMMAND, one)).isEqualTo(new ProtoConf(1, 2_097_152, Optional.empty(), Bytes.parseHex("aabb")));
        assertThat(Frames.payloadOf(Frames.decoded(ProtoConf.COMMAND, one))).isEqualTo(one);
    }

    @Test
    void bytesAfterTheLastFieldAreIgnored() {
        assertThat(Frames.decoded(Verack.COMMAND, new byte[100])).isEqualTo(new Verack());
        assertThat(((Inv) Frames.decoded(Inv.COMMAND, new byte[100])).items()).isEmpty();
    }

    @Test
    void theTxidIsTheHashOfTheTransactionAloneWhateverFollows() {
        var payload = Vectors.in("tx").getFirst().payload();
        var alone = txidIn(payload);
        assertThat(alone).isEqualTo(Bytes.wrap(payload).doubleSha256());
        assertThat(txidIn(Frames.with(payload, new byte[1]))).isEqualTo(alone);
    }

    private static Hash256 txidIn(byte[] payload) {
        var magic = Vectors.in("tx").getFirst().magic();
        return ((Tx) Heard.in(Frames.of(magic, Tx.COMMAND, payload), magic).messages().getFirst()).transaction().txid();
    }

    @Test
    void listsStayInWireForm() {
        var block = (Block) Frames.decoded(Block.COMMAND, Vectors.in("block").getFirst().payload());
        assertThat(block.transactions()).isInstanceOf(PackedList.class);
        var counts = Vectors.in("headers").stream().filter(vector -> vector.name().equals("headers_nonzero_tx_count")).findFirst().orElseThrow();
        var headers = (Headers) Frames.decoded(Headers.COMMAND, counts.payload());
        assertThat(headers.entries()).isInstanceOf(PackedList.class).extracting(Headers.Entry::transactionCount).containsExactly(0L, 5L, 70_000L);
        assertThat(headers.headers()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 252, 253, 65_535, 65_536, 0xffff_ffffL})
    void countsAfterHeadersMayBeOfAnyLength(long count) {
        var header = new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 2, 3, 4);
        var made = new Headers(List.of(new Headers.Entry(header, 0), new Headers.Entry(header, count), new Headers.Entry(header, 1)));
        assertThat(Frames.decoded(Headers.COMMAND, Frames.payloadOf(made))).isEqualTo(made);
    }

    @Test
    void malformedPlacesAreNamed() {
        assertMalformed(Inv.COMMAND, hex("02" + "00".repeat(71)), "items at byte 0: expected 2 elements of at least 36 bytes, found 71 bytes");
        assertMalformed(Tx.COMMAND, hex("0100000001" + "00".repeat(36) + "05" + "00".repeat(4)), "inputScript at byte 42: expected 5 bytes, found 4");
        assertMalformed(Inv.COMMAND, new byte[0], "items at byte 0: expected 1 byte, found the end");
    }

    @Test
    void aMalformedMessageTellsWhatIsWrongInParts() {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> Frames.decoded(Inv.COMMAND, hex("ff0000000001000000"))).satisfies(malformed -> {
            assertThat(malformed.field()).isEqualTo("items");
            assertThat(malformed.offset()).isZero();
            assertThat(malformed.expected()).isEqualTo("at most 4294967295");
            assertThat(malformed.found()).isEqualTo("4294967296");
            assertThat(malformed.sizeTooLarge()).isTrue();
            assertThat(malformed.getStackTrace()).isEmpty();
        });
    }

    private static void assertMalformed(Command command, byte[] payload, String problem) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> Frames.decoded(command, payload)).withMessage(problem)
                .satisfies(malformed -> assertThat(malformed.sizeTooLarge()).isFalse());
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}

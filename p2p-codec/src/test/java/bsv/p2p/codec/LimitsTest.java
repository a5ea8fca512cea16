package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.FilterAdd;
import bsv.p2p.api.message.FilterLoad;
import bsv.p2p.api.message.GetBlockTxn;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Limits of fields at n and n + 1; those of payloads are in PayloadSizesTest.
class LimitsTest {
    private static final String ZEROS = "00".repeat(80);

    @ParameterizedTest
    @CsvSource({
        "reject, '', message, 12, 0100", "reject, 0001, reason, 111, ''", "version, 80 zeros, userAgent, 256, ''", "protoconf, 0200000000, streamPolicies, 650, ''",
        "createstrm, 0001, streamPolicy, 64, ''", "authresp, '', publicKey, 33, 8 zeros and signature", "authresp, 000000000000000000, signature, 72, ''",
    })
    void textsAndBytesHaveALongest(String command, String before, String field, int most, String after) {
        assertThat(Frames.decoded(new Command(command), measured(before, most, after))).isNotNull();
        assertMalformed(command, measured(before, most + 1, after), "%s at byte %d: expected at most %d bytes, found %d".formatted(field, hex(before).length, most, most + 1));
    }

    @Test
    void aSignatureHasAShortest() {
        assertThat(Frames.decoded(new Command("authresp"), measured("00" + "00".repeat(8), 70, ""))).isNotNull();
        assertMalformed("authresp", measured("00" + "00".repeat(8), 69, ""), "signature at byte 9: expected at least 70 bytes, found 69");
    }

    /// Only 17 bytes are an id; the limit decides what is wrong with another.
    @Test
    void anAssociationIdHasALongest() {
        assertThat(Frames.decoded(new Command("streamack"), measured("", 17, "05"))).isNotNull();
        assertMalformed("streamack", measured("", 129, "05"), "associationId at byte 0: expected a zero byte and 16 bytes of UUID, found " + "00".repeat(32) + "… (129 bytes)");
        assertMalformed("streamack", measured("", 130, "05"), "associationId at byte 0: expected at most 129 bytes, found 130");
    }

    @Test
    void aStreamTypeIsAKnownOne() {
        assertThat(Frames.decoded(new Command("streamack"), hex("0005"))).isNotNull();
        assertMalformed("streamack", hex("0006"), "streamType at byte 1: expected 0..5, found 6");
        assertMalformed("streamack", hex("00ff"), "streamType at byte 1: expected 0..5, found 255");
    }

    @Test
    void placesInABlockHave32Bits() {
        var hash = "00".repeat(32);
        var transaction = "01000000" + "0000" + "00000000";
        assertThat(Frames.decoded(new Command("getblocktxn"), hex(hash + "02" + "00" + "fefeffffff"))).extracting("indexes").hasToString("[0, 4294967295]");
        assertMalformed("getblocktxn", hex(hash + "02" + "00" + "feffffffff"), "indexes at byte 34: expected an index of at most 4294967295, found 4294967296");
        assertMalformed("getblocktxn", hex(hash + "02" + "feffffffff" + "00"), "indexes at byte 38: expected an index of at most 4294967295, found 4294967296");
        assertThat(Frames.decoded(new Command("cmpctblock"), hex("00".repeat(89) + "01" + "feffffffff" + transaction))).extracting("prefilled").asString().contains("index=4294967295");
        assertMalformed("cmpctblock", hex("00".repeat(89) + "02" + "feffffffff" + transaction + "00" + transaction), "prefilled at byte 105: expected an index of at most 4294967295, found 4294967296");
    }

    @Test
    void placesFarInAListAreFound() {
        var gaps = new byte[100];
        Arrays.fill(gaps, (byte) 2);
        var request = (GetBlockTxn) Frames.decoded(new Command("getblocktxn"), Frames.with(hex("00".repeat(32) + "64"), gaps));
        for (int i = 0; i < 100; i++) assertThat(request.indexes().get(i)).isEqualTo(3L * i + 2);
        assertThat(Frames.payloadOf(new GetBlockTxn(request.blockHash(), List.copyOf(request.indexes())))).isEqualTo(Frames.payloadOf(request));
    }

    @Test
    void aDoubleSpendHasTwoForksThatAreProvenInOneWay() {
        var proof = "0501" + "0a" + "01000000" + "0000" + "00000000" + "00".repeat(32) + "00";
        var fork = "01" + ZEROS + proof;
        assertThat(Frames.decoded(new Command("dsdetected"), hex("0100" + "02" + fork + fork))).extracting("forks").asInstanceOf(LIST).hasSize(2);
        assertMalformed("dsdetected", hex("0100" + "01" + fork), "forks at byte 2: expected at least 2, found 1");
        assertMalformed("dsdetected", hex("0000" + "02" + fork + fork), "version at byte 0: expected 1, found 0");
        assertMalformed("dsdetected", hex("0101" + "02" + fork + fork), "version at byte 0: expected 1, found 257");
        assertMalformed("dsdetected", hex("0100" + "02" + "00" + proof + fork + "00".repeat(80)), "headers at byte 3: expected at least 1, found 0");
        assertMalformed("dsdetected", hex("0100" + "02" + "01" + ZEROS + "0500" + proof.substring(4) + fork), "index at byte 85: expected at least 1, found 0");
        assertMalformed("dsdetected", hex("0100" + "02" + "01" + ZEROS + "0701" + proof.substring(4) + fork), "flags at byte 84: expected 5, found 7");
        var node = proof.substring(0, proof.length() - 2) + "02" + "00".repeat(33) + "01" + "00".repeat(32);
        assertMalformed("dsdetected", hex("0100" + "02" + "01" + ZEROS + node + fork), "nodes at byte 163: expected a node of type 0, found 1");
    }

    @Test
    void theLengthOfAProvenTransactionIsRight() {
        var transaction = "01000000" + "0000" + "00000000";
        var rest = "00".repeat(32) + "00";
        assertThat(Frames.decoded(new Command("datareftx"), hex(transaction + "0500" + "0a" + transaction + rest))).isNotNull();
        assertMalformed("datareftx", hex(transaction + "0500" + "0b" + transaction + rest), "transactionLength at byte 12: expected 10, found 11");
    }

    @Test
    void aRevocationHasThreeKeysAndTwoSignatures() {
        var key = "03" + "00".repeat(32);
        assertThat(Frames.decoded(new Command("revokemid"), hex("00000000" + key + key + key + "05" + "01aa" + "02bbcc"))).isNotNull();
        assertMalformed("revokemid", hex("00000000" + key + "04" + key.substring(2) + key + "0200" + "00"), "minerId at byte 37: expected a compressed public key, which begins with 02 or 03, found 04");
        assertMalformed("revokemid", hex("00000000" + key + key + key + "04" + "01aa" + "02bbcc"), "signatures at byte 103: expected the 5 bytes of two signatures, found 4");
        assertMalformed("revokemid", hex("00000000" + key + key + key + "06" + "01aa" + "02bbcc" + "00"), "signatures at byte 103: expected the 5 bytes of two signatures, found 6");
    }

    /// Rules of the connection, not of the codec.
    @Test
    void filtersBeyondTheirLimitsAreReadAndSaySo() {
        assertThat(((FilterLoad) Frames.decoded(FilterLoad.COMMAND, measured("", 36_001, "010000000000000000"))).isWithinLimits()).isFalse();
        assertThat(((FilterAdd) Frames.decoded(FilterAdd.COMMAND, measured("", 521, ""))).isWithinLimits()).isFalse();
    }

    private static void assertMalformed(String command, byte[] payload, String problem) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> Frames.decoded(new Command(command), payload)).withMessage(problem);
    }

    private static byte[] measured(String before, int length, String after) {
        var out = Unpooled.buffer().writeBytes(hex(before));
        VarInt.write(length, out);
        out.writeZero(length).writeBytes(hex(after));
        return Arrays.copyOf(out.array(), out.writerIndex());
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(switch (hex) {
            case "80 zeros" -> ZEROS;
            case "8 zeros and signature" -> "00".repeat(8) + "46" + "00".repeat(70);
            default -> hex;
        });
    }
}

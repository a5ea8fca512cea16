package bsv.p2p.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bsv.p2p.api.peer.NetworkAddress;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What messages refuse to say, and what they say besides their fields. Their bytes are the codec's.
class MessagesTest {
    private static final String NOT_LATIN1 = "\u20ac";

    @Test
    void messagesAreRecordsWithACommandOfTheirOwn() throws Exception {
        for (var type : Message.class.getPermittedSubclasses()) {
            assertThat(type.isRecord() && Modifier.isPublic(type.getModifiers())).as(type.getName()).isTrue();
            if (type != Unknown.class) assertThat(((Command) type.getField("COMMAND").get(null)).name()).isEqualToIgnoringCase(type.getSimpleName());
        }
        var commands = Arrays.stream(Message.class.getPermittedSubclasses()).filter(type -> type != Unknown.class).map(Class::getSimpleName);
        assertThat(commands).doesNotHaveDuplicates().hasSize(37);
    }

    @Test
    void aPingIsAnsweredWithItsNonce() {
        assertThat(new Ping(-5).reply()).isEqualTo(new Pong(-5));
    }

    @Test
    void theGenesisBlockHasItsHash() {
        var header = new BlockHeader(1, Hash256.ZERO, Hash256.parse("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"), 1_231_006_505, 0x1d00ffff, 2_083_236_893L);
        assertThat(header.hash()).hasToString("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
        assertThat(new Block(header, List.of()).hash()).isEqualTo(header.hash());
        assertThat(BlockHeader.ofWire(Bytes.parseHex("ff" + header.toWire().toHex()), 1)).isEqualTo(header);
        assertThatIllegalArgumentException().isThrownBy(() -> new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 1L << 32, 0, 0));
        assertThat(Headers.of(List.of(header)).headers()).containsExactly(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcdefghijklm", "a\0", "a\n", "\u007f", "\u00e9"})
    void someTextsAreNoCommands(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Command(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abcdefghijkl", " ~"})
    void othersAre(String name) {
        assertThat(new Command(name)).hasToString(name);
    }

    @Test
    void fieldsOfAVersionEndWithTheFirstAbsentOne() {
        var nowhere = NetworkAddress.UNSPECIFIED;
        assertThatIllegalArgumentException().isThrownBy(() -> new Version(1, 0, 0, nowhere, Optional.of(nowhere), OptionalLong.empty(), Optional.of("a".repeat(257)), OptionalInt.empty(),
                        Optional.of(true), Optional.of(Bytes.wrap(new byte[130]))))
                .withMessageContainingAll("sender and nonce go together", "userAgent needs nonce", "relay needs startHeight", "userAgent must have at most 256 bytes", "associationId must have at most 129 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> new Version(1, 0, 0, nowhere, Optional.of(nowhere), OptionalLong.of(1), Optional.empty(), OptionalInt.of(1), Optional.empty(), Optional.of(Bytes.EMPTY)))
                .withMessageContainingAll("startHeight needs userAgent", "associationId needs relay");
        assertThatIllegalArgumentException().isThrownBy(() -> Version.of(1, 0, 0, nowhere, 1, NOT_LATIN1, 0, true)).withMessageContaining("one character for each byte");
    }

    @Test
    void aFullVersionTellsNoAddressOfItsOwn() {
        var version = Version.of(70_016, 5, 6, NetworkAddress.UNSPECIFIED, 7, "/a/", 8, false);
        assertThat(version.sender()).contains(new NetworkAddress(5, NetworkAddress.UNSPECIFIED.ip(), 0));
        assertThat(version.associationId()).isEmpty();
        assertThat(version.relay()).contains(false);
    }

    @Test
    void aProtoconfHasPoliciesWithTheSecondField() {
        assertThat(ProtoConf.of(2_097_152, "Default").numberOfFields()).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> new ProtoConf(0, 1L << 32, Optional.of("a".repeat(651)), Bytes.EMPTY))
                .withMessageContainingAll("numberOfFields must be 1..4294967295, is 0", "maxRecvPayloadLength", "goes with 2 or more fields", "at most 650 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> new ProtoConf(2, 0, Optional.empty(), Bytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> ProtoConf.of(0, NOT_LATIN1));
    }

    @Test
    void aRejectHasItsLimits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Reject("a".repeat(13), 256, "r".repeat(112), Optional.empty()))
                .withMessageContainingAll("message must have at most 12 bytes, has 13", "code must be 0..255, is 256", "reason must have at most 111 bytes, has 112");
        assertThatIllegalArgumentException().isThrownBy(() -> new Reject("tx", 1, NOT_LATIN1, Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Reject(NOT_LATIN1, 1, "", Optional.empty()));
        assertThat(Reject.of(Version.COMMAND, RejectCode.TOOBUSY, "full")).isEqualTo(new Reject("version", 0x44, "full", Optional.empty()));
        assertThat(RejectCode.of(0x70)).contains(RejectCode.AUTH_CONN_SETUP);
        assertThat(RejectCode.of(0x02)).isEmpty();
    }

    @Test
    void aChallengeHas32Bytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthCh(1, 32, Bytes.wrap(new byte[31]))).withMessageContaining("31");
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthCh(1L << 32, 32, Bytes.wrap(new byte[32])));
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthCh(1, -1, Bytes.wrap(new byte[32])));
    }

    @Test
    void inventoryKeepsTypesThatNobodyKnows() {
        var hash = Hash256.ofWords(1, 1, 1, 1);
        assertThat(InventoryItem.tx(hash).isTx()).isTrue();
        assertThat(InventoryItem.block(hash).isBlock()).isTrue();
        assertThat(InventoryItem.block(hash).known()).contains(InventoryItem.Type.BLOCK);
        assertThat(new InventoryItem(0x4000_0001L, hash).known()).isEmpty();
        assertThat(new InventoryItem(0x4000_0001L, hash).isTx()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new InventoryItem(-1, hash));
        assertThatIllegalArgumentException().isThrownBy(() -> new InventoryItem(1L << 32, hash));
    }

    /// Whether it was made here or came from the wire.
    @Test
    void anInventoryTellsItsFirstStrangeType() {
        var hash = Hash256.ofWords(1, 1, 1, 1);
        var good = List.of(InventoryItem.tx(hash), InventoryItem.block(hash));
        var bad = List.of(InventoryItem.tx(hash), new InventoryItem(0xffff_ffffL, hash), new InventoryItem(3, hash));
        for (var way : List.<UnaryOperator<List<InventoryItem>>>of(items -> items, MessagesTest::fromWire)) {
            assertThat(new Inv(way.apply(good)).strangeType()).isEmpty();
            assertThat(new Inv(way.apply(bad)).strangeType()).hasValue(0xffff_ffffL);
            assertThat(new Inv(way.apply(List.of())).strangeType()).isEmpty();
        }
    }

    private static List<InventoryItem> fromWire(List<InventoryItem> items) {
        var wire = new byte[1 + InventoryItem.LENGTH * items.size()];
        wire[0] = (byte) items.size();
        for (int i = 0; i < items.size(); i++) items.get(i).writeTo(wire, 1 + InventoryItem.LENGTH * i);
        return InventoryItem.listOfWire(Bytes.wrap(wire), 1);
    }

    @Test
    void timesAndCountsHave32Bits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TimestampedAddress(1L << 32, NetworkAddress.UNSPECIFIED));
        assertThatIllegalArgumentException().isThrownBy(() -> new TimestampedAddress(-1, NetworkAddress.UNSPECIFIED));
        var header = new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 0, 0, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> new Headers.Entry(header, 1L << 32));
        assertThatIllegalArgumentException().isThrownBy(() -> new NetworkAddress(0, NetworkAddress.UNSPECIFIED.ip(), 65_536));
    }
}

package bsv.p2p.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTest {
    /// The coinbase of the genesis block.
    private static final Bytes GENESIS = Bytes.parseHex("01000000" + "01" + "00".repeat(32) + "ffffffff" + "4d"
            + "04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73"
            + "ffffffff" + "01" + "00f2052a01000000" + "43"
            + "4104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac" + "00000000");

    @Test
    void theGenesisCoinbaseSaysWhatItSays() {
        var transaction = Transaction.ofWire(GENESIS);
        assertThat(transaction.txid()).hasToString("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");
        assertThat(transaction.version()).isEqualTo(1);
        assertThat(transaction.lockTime()).isZero();
        assertThat(transaction.size()).isEqualTo(204);
        assertThat(transaction.inputs()).singleElement().satisfies(input -> {
            assertThat(input.isCoinbase()).isTrue();
            assertThat(input.script().toLatin1()).endsWith("Chancellor on brink of second bailout for banks");
            assertThat(input.sequence()).isEqualTo(0xffff_ffffL);
        });
        assertThat(transaction.outputs()).singleElement().satisfies(output -> {
            assertThat(output.value()).isEqualTo(50_0000_0000L);
            assertThat(output.script().length()).isEqualTo(67);
        });
        assertThat(transaction).hasToString("Transaction[4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b, 204 bytes]");
    }

    @Test
    void whatIsReadCanBeMadeAgain() {
        var read = Transaction.ofWire(GENESIS);
        var made = Transaction.of(read.version(), read.inputs(), read.outputs(), read.lockTime());
        assertThat(made).isEqualTo(read).hasSameHashCodeAs(read);
        assertThat(made.wire()).isEqualTo(GENESIS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 252, 253, 254, 65_535, 65_536, 65_537})
    void countsAndScriptsOfAnyLengthComeBack(int count) {
        var input = new TxInput(Hash256.ofWords(1, 2, 3, 4), 0xffff_fffeL, Bytes.wrap(new byte[count]), 0x8000_0000L);
        var output = new TxOutput(Long.MIN_VALUE, Bytes.wrap(new byte[count]));
        var longScripts = Transaction.of(-1, List.of(input), List.of(output), 0xffff_ffffL);
        assertThat(longScripts.inputs()).containsExactly(input);
        assertThat(longScripts.outputs()).containsExactly(output);
        assertThat(longScripts.version()).isEqualTo(-1);
        assertThat(longScripts.lockTime()).isEqualTo(0xffff_ffffL);

        var small = new TxOutput(count, Bytes.EMPTY);
        var many = Transaction.of(2, Collections.nCopies(count, new TxInput(Hash256.ZERO, 0, Bytes.EMPTY, 0)), Collections.nCopies(count, small), 7);
        assertThat(many.inputs()).hasSize(count);
        assertThat(many.outputs()).hasSize(count).allMatch(small::equals);
        assertThat(many.lockTime()).isEqualTo(7);
    }

    @Test
    void aKnownHashIsNotComputed() {
        var claimed = Hash256.ofWords(9, 9, 9, 9);
        assertThat(Transaction.ofWire(GENESIS, claimed).txid()).isSameAs(claimed);
        var computed = Transaction.ofWire(GENESIS);
        assertThat(computed.txid()).isSameAs(computed.txid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01000000", "0100000001", "01000000feffffffff", "01000000ff0000000000000001", "01000000feffffff7f", "0100000000feffffff7f", "01000000010000"})
    void bytesThatAreNoneEndInAnIndexOutOfBounds(String hex) {
        var broken = Transaction.ofWire(Bytes.parseHex(hex));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> {
            assertThat(broken.inputs()).isNotNull();
            assertThat(broken.outputs()).isNotNull();
        });
    }

    @Test
    void fieldsOf32BitsHoldNoMore() {
        assertThatIllegalArgumentException().isThrownBy(() -> Transaction.of(1, List.of(), List.of(), 1L << 32)).withMessageContaining("4294967296");
        assertThatIllegalArgumentException().isThrownBy(() -> Transaction.of(1, List.of(), List.of(), -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TxInput(Hash256.ZERO, -1, Bytes.EMPTY, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TxInput(Hash256.ZERO, 0, Bytes.EMPTY, 1L << 32));
    }

    @Test
    void onlyAnInputWithoutAPreviousTransactionIsACoinbase() {
        assertThat(new TxInput(Hash256.ZERO, 0, Bytes.EMPTY, 0).isCoinbase()).isFalse();
        assertThat(new TxInput(Hash256.ofWords(1, 0, 0, 0), TxInput.MAX_UINT32, Bytes.EMPTY, 0).isCoinbase()).isFalse();
        assertThat(new TxInput(Hash256.ZERO, TxInput.MAX_UINT32, Bytes.EMPTY, 0).isCoinbase()).isTrue();
    }
}

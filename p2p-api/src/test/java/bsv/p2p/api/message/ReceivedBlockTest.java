package bsv.p2p.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A block in its bytes: its lists, its names, and who computes them.
class ReceivedBlockTest {
    private static final BlockHeader HEADER = new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 2, 3, 4);

    /// Of scripts that are empty, short and of lengths that take three bytes.
    private static List<Transaction> transactions(int count) {
        return IntStream.range(0, count).mapToObj(i -> {
            var script = Bytes.wrap(new byte[i % 7 * 100]);
            return Transaction.of(i, List.of(new TxInput(Hash256.ZERO, i, script, 7), new TxInput(Hash256.ZERO, i, Bytes.EMPTY, 8)), List.of(new TxOutput(i, script)), i);
        }).toList();
    }

    /// With other bytes on both sides, as it may lie in a larger array.
    private static Bytes wire(List<Transaction> transactions) {
        int size = BlockHeader.LENGTH + 3;
        for (var transaction : transactions) size += transaction.size();
        var around = new byte[size + 10];
        HEADER.toWire().copyTo(around, 5);
        int at = 5 + BlockHeader.LENGTH;
        around[at++] = (byte) 0xfd;
        around[at++] = (byte) transactions.size();
        around[at++] = (byte) (transactions.size() >>> 8);
        for (var transaction : transactions) {
            transaction.wire().copyTo(around, at);
            at += transaction.size();
        }
        return Bytes.wrap(around).slice(5, size);
    }

    @Test
    void itIsEqualToTheSameBlockMadeOfParts() {
        var made = transactions(300);
        var received = Block.ofWire(wire(made));
        assertThat(received).isEqualTo(new Block(HEADER, made)).hasSameHashCodeAs(new Block(HEADER, made));
        assertThat(received.transactions().get(299)).isEqualTo(made.get(299));
        assertThat(received.transactions().get(3).outputs()).isEqualTo(made.get(3).outputs());
        assertThat(new ArrayList<>(received.transactions().get(5).inputs())).isEqualTo(made.get(5).inputs());
    }

    @Test
    void walkingAndAskingByIndexGiveTheSame() {
        var received = Block.ofWire(wire(transactions(300))).transactions();
        int index = 0;
        for (var walked : received) {
            var asked = received.get(index++);
            assertThat(walked).isEqualTo(asked);
            assertThat(new ArrayList<>(walked.inputs())).isEqualTo(List.of(asked.inputs().get(0), asked.inputs().get(1)));
            assertThat(new ArrayList<>(walked.outputs())).isEqualTo(List.of(asked.outputs().get(0)));
        }
        assertThat(index).isEqualTo(300);
    }

    @Test
    void listsTellTheirOwnBytesAndNoMore() {
        var transaction = Block.ofWire(wire(transactions(300))).transactions().get(4);
        var inputs = (PackedList<TxInput>) transaction.inputs();
        var outputs = (PackedList<TxOutput>) transaction.outputs();
        assertThat(inputs.bytes().length()).isEqualTo(41 + 400 + 2 + 41);
        assertThat(outputs.bytes().length()).isEqualTo(8 + 3 + 400);
        assertThat(inputs.countAndElements()).isEmpty();
        assertThat(outputs.bytes().longLeAt(0)).isEqualTo(4);
    }

    @Test
    void aWalkEndsWithTheList() {
        var walk = Block.ofWire(wire(transactions(300))).transactions().getFirst().inputs().iterator();
        walk.next();
        walk.next();
        assertThat(walk.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(walk::next);
    }

    @Test
    void itKeepsItsBytesAsLongAsItIsAsItWas() {
        var wire = wire(transactions(300));
        var received = Block.ofWire(wire);
        assertThat(received.wire()).containsSame(wire);
        assertThat(new Block(HEADER, received.transactions()).wire()).containsSame(wire);
        var other = new BlockHeader(2, Hash256.ZERO, Hash256.ZERO, 2, 3, 4);
        assertThat(new Block(other, received.transactions()).wire()).isEmpty();
        assertThat(new Block(HEADER, List.copyOf(received.transactions())).wire()).isEmpty();
    }

    @Test
    void itsNamesAreThoseOfItsTransactionsWhoeverComputesThem() {
        var made = transactions(3000); // More than one batch.
        var expected = made.stream().map(Transaction::txid).toList();
        assertThat(new Block(HEADER, made).txids()).isEqualTo(expected);
        assertThat(Block.ofWire(wire(made)).txids()).isEqualTo(expected);
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 20; i++) {
                var received = Block.ofWire(wire(made));
                received.prepareTxids(threads);
                assertThat(received.txids()).isEqualTo(expected).isSameAs(received.txids());
            }
        }
    }

    @Test
    void anExecutorThatDoesNothingHoldsNobodyUp() {
        var made = transactions(3000);
        var expected = made.stream().map(Transaction::txid).toList();
        var idle = Block.ofWire(wire(made));
        idle.prepareTxids(_ -> {});
        assertThat(idle.txids()).isEqualTo(expected);
        var refused = Block.ofWire(wire(made));
        refused.prepareTxids(_ -> {
            throw new RejectedExecutionException();
        });
        assertThat(refused.txids()).isEqualTo(expected);
    }

    @Test
    void bytesRememberTheirHash() {
        var claimed = Hash256.ofWords(1, 2, 3, 4);
        assertThat(Bytes.wrap(new byte[3], claimed).doubleSha256()).isSameAs(claimed);
        assertThat(Bytes.wrap(new byte[3], claimed).slice(0, 3).doubleSha256()).isSameAs(claimed);
        assertThat(Bytes.wrap(new byte[3], claimed).slice(0, 2).doubleSha256()).isEqualTo(Bytes.wrap(new byte[2]).doubleSha256());
    }
}

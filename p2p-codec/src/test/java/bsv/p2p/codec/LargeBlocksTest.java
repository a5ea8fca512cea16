package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.LinkFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Blocks that take several steps from the network to the message, so that transactions lie across the steps.
class LargeBlocksTest {
    private static final Magic MAGIC = Network.STN.magic();
    private static final BlockHeader HEADER = new BlockHeader(1, Hash256.ZERO, Hash256.ofWords(1, 2, 3, 4), 5, 6, 7);

    /// Of 700 kB: small transactions, one of 200 kB with many inputs, and an empty one.
    private static List<Transaction> transactions() {
        var random = new Random(20_261_129);
        var all = new ArrayList<Transaction>();
        for (int i = 0; i < 1000; i++) all.add(transaction(random, 1 + i % 3, random.nextInt(300)));
        all.add(500, transaction(random, 2000, 60));
        all.add(Transaction.of(0, List.of(), List.of(), 0));
        return all;
    }

    private static Transaction transaction(Random random, int inputs, int script) {
        var bytes = new byte[script];
        random.nextBytes(bytes);
        return Transaction.of(2, IntStream.range(0, inputs).mapToObj(i -> new TxInput(Hash256.ofWords(random.nextLong(), i, 0, 0), i, Bytes.copyOf(bytes), 9)).toList(),
                List.of(new TxOutput(random.nextLong(), Bytes.copyOf(bytes)), new TxOutput(1, Bytes.EMPTY)), 77);
    }

    private static byte[] payload() {
        return Frames.payloadOf(new Block(HEADER, transactions()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 70_000, 1_000})
    void areWhatTheyWereHoweverTheyCome(int pieces) {
        var payload = payload();
        assertThat(payload.length).isGreaterThan(500_000);
        var frame = Frames.of(MAGIC, Block.COMMAND, payload);
        int[] sizes = pieces == 0 ? new int[0] : IntStream.generate(() -> pieces).limit(pieces == 1 ? 300 : frame.length / pieces).toArray();
        var block = (Block) only(Heard.in(frame, MAGIC, PayloadLimits.DEFAULT, sizes));
        assertThat(block.header()).isEqualTo(HEADER);
        assertThat(block.transactions()).isEqualTo(transactions());
        assertThat(block.txids()).isEqualTo(transactions().stream().map(Transaction::txid).toList());
        assertThat(Frames.written(block, MAGIC)).isEqualTo(frame);
    }

    @Test
    void endWithTheirLastTransaction() {
        var payload = payload();
        var frame = Frames.of(MAGIC, Block.COMMAND, Arrays.copyOf(payload, payload.length + 100_000));
        var block = (Block) only(Heard.in(frame, MAGIC));
        assertThat(block.wire().orElseThrow().toArray()).isEqualTo(payload);
        assertThat(Frames.written(block, MAGIC)).isEqualTo(Frames.of(MAGIC, Block.COMMAND, payload));
    }

    /// In every part of the block, at hand and in pieces: what the steps make of it is what the codec says of the whole.
    @Test
    void whatIsWrongWithOneIsSaidAsOfASmallOne() {
        var whole = payload();
        var random = new Random(20_261_130);
        int refused = 0;
        for (int round = 0; round < 150; round++) {
            var payload = round % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (round % 3 != 0) for (int i = 0; i < 20; i++) payload[80 + random.nextInt(payload.length - 80)] = (byte) (round % 2 == 0 ? 0xff : 0xfd);
            var expected = expected(payload);
            var frame = Frames.of(MAGIC, Block.COMMAND, payload);
            assertThat(Heard.in(frame, MAGIC).all).as("round %d", round).isEqualTo(expected);
            assertThat(Heard.in(frame, MAGIC, PayloadLimits.DEFAULT, frame.length / 2).all).as("round %d, two pieces", round).isEqualTo(expected);
            if (expected.getFirst() instanceof LinkFault) refused++;
        }
        assertThat(refused).isBetween(50, 149);
    }

    private static List<Object> expected(byte[] payload) {
        try {
            return List.of(new Heard.Framed(Frames.decoded(Block.COMMAND, payload), payload.length + 24L));
        } catch (MalformedMessage malformed) {
            return List.of(new LinkFault.Malformed(Block.COMMAND, malformed.detail(), malformed.sizeTooLarge()));
        }
    }

    @Test
    void aWrongChecksumIsSaidFirst() {
        var payload = payload();
        payload[90] ^= 1;
        var frame = Frames.of(MAGIC, Block.COMMAND, payload());
        System.arraycopy(payload, 0, frame, 24, payload.length);
        assertThat(Heard.in(frame, MAGIC).all).singleElement().isInstanceOf(LinkFault.BadChecksum.class);
        assertThat(Heard.in(frame, MAGIC, PayloadLimits.DEFAULT, 100_000).all).singleElement().isInstanceOf(LinkFault.BadChecksum.class);
    }

    /// Without the doubling of what is waited for each step walks over the whole transaction again.
    @Test
    void anEndlessTransactionIsNotWalkedOverAtEachStep() {
        int inputs = 90_000;
        var transaction = transaction(new Random(1), inputs, 0);
        var payload = Frames.payloadOf(new Block(HEADER, List.of(transaction)));
        assertThat(payload.length).isGreaterThan(3_500_000);
        var block = (Block) only(Heard.in(Frames.of(MAGIC, Block.COMMAND, payload), MAGIC));
        assertThat(block.transactions().getFirst().inputs()).hasSize(inputs);
    }

    /// The header, then a transaction that says of its only output that it is longer than the block.
    @Test
    void aTransactionThatIsNoneIsNotHandedOut() {
        var bytes = new byte[BlockHeader.LENGTH + 1 + 4 + 1 + 1 + 8 + 1 + 4];
        bytes[BlockHeader.LENGTH] = 1;
        bytes[BlockHeader.LENGTH + 6] = 1;
        bytes[BlockHeader.LENGTH + 15] = 100;
        var block = Block.ofWire(Bytes.wrap(bytes));
        var first = block.transactions().getFirst();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(first::size);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> first.outputs().getFirst());
    }

    private static Message only(Heard heard) {
        assertThat(heard.faults()).isEmpty();
        return heard.messages().getFirst();
    }
}

package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.LinkFault;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages that are sent on as they came, and blocks whose txids others compute meanwhile.
class ReceivedMessagesTest {
    private static final Magic MAGIC = Network.STN.magic();
    private static final Hash256 CLAIMED = Hash256.parse("00000000000000000000000000000000000000000000000000000000d4c3b2a1");

    private static List<Command> commands() {
        return List.of(Inv.COMMAND, Addr.COMMAND, Headers.COMMAND, Block.COMMAND, Tx.COMMAND);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatWasReceivedIsSentOnAsItCame(Command command) {
        for (var vector : Vectors.in(command.name())) {
            var frame = Frames.of(MAGIC, command, vector.payload());
            var read = Heard.in(frame, MAGIC).messages().getFirst();
            var written = Frames.written(read, MAGIC);
            assertThat(Heard.in(written, MAGIC).messages()).as(vector.name()).containsExactly(read);
            var alone = Frames.payloadOf(read);
            assertThat(written).as(vector.name()).isEqualTo(Frames.of(MAGIC, command, alone));
        }
    }

    @Test
    void itIsNotHashedAgain() {
        var payload = new byte[1 + InventoryItem.LENGTH];
        payload[0] = 1;
        var inv = new Inv(InventoryItem.listOfWire(Bytes.wrap(payload, CLAIMED), 1));
        assertThat(checksumOf(inv)).isEqualTo(0xa1b2c3d4);
        assertThat(checksumOf(new Inv(List.copyOf(inv.items())))).isNotEqualTo(0xa1b2c3d4);
        var block = Block.ofWire(Bytes.wrap(new byte[BlockHeader.LENGTH + 1], CLAIMED));
        assertThat(checksumOf(block)).isEqualTo(0xa1b2c3d4);
        var otherHeader = new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 0, 0, 0);
        assertThat(checksumOf(new Block(otherHeader, block.transactions()))).isNotEqualTo(0xa1b2c3d4);
    }

    @Test
    void whatFollowedTheMessageIsNotSentOn() {
        var frame = Frames.of(MAGIC, Inv.COMMAND, new byte[100]);
        assertThat(Frames.written(Heard.in(frame, MAGIC).messages().getFirst(), MAGIC)).isEqualTo(Frames.of(MAGIC, Inv.COMMAND, new byte[1]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 130, 14_000, 50_000})
    void ownListsOfAnySizeAreWrittenWhole(int size) {
        var inv = new Inv(IntStream.range(0, size).mapToObj(i -> InventoryItem.tx(Hash256.ofWords(i, 1, 2, i))).toList());
        assertThat(Heard.in(Frames.written(inv, MAGIC), MAGIC).messages()).containsExactly(inv);
    }

    @Test
    void ownBlocksLargerThanAnyPieceAreWrittenWhole() {
        var script = Bytes.wrap(new byte[1000]);
        var transaction = Transaction.of(1, List.of(new TxInput(Hash256.ZERO, 1, script, 2)), List.of(new TxOutput(3, script)), 4);
        var block = new Block(new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 0, 0, 0), Collections.nCopies(1000, transaction));
        var read = Heard.in(Frames.written(block, MAGIC), MAGIC).messages();
        assertThat(read).containsExactly(block);
        assertThat(Frames.written(read.getFirst(), MAGIC)).isEqualTo(Frames.written(block, MAGIC));
    }

    @Test
    void helpersComputeTxidsBeforeTheBlockIsHeardOf() {
        var payload = Vectors.in("block").getFirst().payload();
        try (var threads = Executors.newSingleThreadExecutor()) {
            var block = (Block) readHelped(Frames.of(MAGIC, Block.COMMAND, payload), threads).messages().getFirst();
            assertThat(block.txids()).isEqualTo(block.transactions().stream().map(Transaction::txid).toList());
        }
        int[] asked = {0};
        readHelped(Frames.of(MAGIC, Block.COMMAND, payload), _ -> asked[0]++);
        readHelped(Frames.of(MAGIC, Inv.COMMAND, new byte[1]), _ -> asked[0]++);
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void faultsAreTheSameWithHelpers() {
        var whole = Vectors.in("block").getFirst().payload();
        var cut = Frames.of(MAGIC, Block.COMMAND, Arrays.copyOf(whole, whole.length - 1));
        var wrong = Frames.of(MAGIC, Block.COMMAND, whole);
        wrong[20]++;
        var both = cut.clone();
        both[20]++;
        for (var frame : List.of(cut, wrong, both)) assertThat(readHelped(frame, Runnable::run).all).isEqualTo(Heard.in(frame, MAGIC).all);
        assertThat(readHelped(cut, Runnable::run).faults()).singleElement().isInstanceOf(LinkFault.Malformed.class);
        assertThat(readHelped(both, Runnable::run).faults()).singleElement().isInstanceOf(LinkFault.BadChecksum.class);
    }

    private static Heard readHelped(byte[] frame, Executor helpers) {
        var heard = new Heard();
        try (var reader = new FrameReader(MAGIC, PayloadLimits.DEFAULT, helpers)) {
            reader.read(Unpooled.wrappedBuffer(frame), heard);
        }
        return heard;
    }

    private static int checksumOf(Message message) {
        return FrameHeader.parse(Unpooled.wrappedBuffer(Frames.written(message, MAGIC))).checksum();
    }
}

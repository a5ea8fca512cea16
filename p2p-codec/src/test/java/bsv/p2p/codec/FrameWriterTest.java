package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.TxOutput;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What ValidVectorsTest, which writes every vector, does not see.
class FrameWriterTest {
    private static final Magic MAGIC = Network.STN.magic();

    @Test
    void theCallerReleasesTheFrame() {
        var frame = FrameWriter.write(new Ping(1), MAGIC, ByteBufAllocator.DEFAULT);
        assertThat(frame.refCnt()).isEqualTo(1);
        assertThat(frame.readerIndex()).isZero();
        assertThat(frame.readableBytes()).isEqualTo(32);
        assertThat(frame.release()).isTrue();
    }

    @Test
    void heapAndDirectMemoryHoldTheSameFrame() {
        var message = new Unknown(new Command("any"), Bytes.wrap(new byte[10_000]));
        var expected = Frames.of(MAGIC, message.command(), new byte[10_000]);
        for (var allocator : List.of(new UnpooledByteBufAllocator(false), new UnpooledByteBufAllocator(true))) {
            var frame = FrameWriter.write(message, MAGIC, allocator);
            var bytes = new byte[frame.readableBytes()];
            frame.readBytes(bytes).release();
            assertThat(bytes).isEqualTo(expected);
        }
    }

    /// Long ones are hashed part by part while they are written.
    @Test
    void longFramesHaveTheChecksumOfTheirPayloadWhereverTheyLie() {
        var items = IntStream.range(0, 50_000).mapToObj(i -> new InventoryItem(i, Hash256.ofWords(i, 1, 2, -i))).toList();
        var transactions = IntStream.range(0, 3_000).mapToObj(i -> Transaction.of(i, List.of(), List.of(new TxOutput(i, Bytes.wrap(new byte[i]))), 0)).toList();
        var header = new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 1, 2, 3);
        for (var message : List.of(new Inv(items), new Block(header, transactions), new Inv(items.subList(0, 2_000)))) {
            for (var allocator : List.of(new UnpooledByteBufAllocator(false), new UnpooledByteBufAllocator(true))) {
                var frame = FrameWriter.write(message, MAGIC, allocator);
                var bytes = new byte[frame.readableBytes()];
                frame.readBytes(bytes).release();
                assertThat(bytes).isEqualTo(Frames.of(MAGIC, message.command(), Frames.payloadOf(message)));
            }
        }
    }

    @Test
    void aFrameThatFailsHalfWayLeavesNoTraceInTheNext() {
        var items = IntStream.range(0, 2_000).mapToObj(i -> InventoryItem.tx(Hash256.ofWords(i, 0, 0, 0))).toList();
        var narrow = new PooledByteBufAllocator(true) {
            @Override
            public ByteBuf buffer(int capacity) {
                return super.buffer(20_000, 20_000);
            }
        };
        assertThatThrownBy(() -> FrameWriter.write(new Inv(items), MAGIC, narrow)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(Frames.written(new Ping(5), MAGIC)).isEqualTo(Frames.of(MAGIC, Ping.COMMAND, Frames.payloadOf(new Ping(5))));
    }

    @Test
    void aTransactionIsNotHashedAgain() {
        var wire = Transaction.of(1, List.of(), List.of(), 0).wire();
        var claimed = Hash256.parse("00000000000000000000000000000000000000000000000000000000d4c3b2a1");
        var frame = Frames.written(new Tx(Transaction.ofWire(wire, claimed)), MAGIC);
        assertThat(FrameHeader.parse(Unpooled.wrappedBuffer(frame)).checksum()).isEqualTo(0xa1b2c3d4);
    }

    @Test
    void listsOfAnyKindAreWritten() {
        var items = IntStream.range(0, 300).mapToObj(i -> new InventoryItem(0xffff_ffffL - i, Hash256.ofWords(i, 0, 0, i))).toList();
        var made = new Inv(items);
        var read = Frames.decoded(Inv.COMMAND, Frames.payloadOf(made));
        assertThat(read).isEqualTo(made);
        assertThat(Frames.payloadOf(read)).isEqualTo(Frames.payloadOf(made));
    }

    @Test
    void aMessageThatDoesNotFitLeavesNothingBehind() {
        var narrow = new PooledByteBufAllocator() {
            @Override
            public ByteBuf buffer(int capacity) {
                return super.buffer(30, 30);
            }
        };
        assertThatThrownBy(() -> FrameWriter.write(new Ping(1), MAGIC, narrow)).isInstanceOf(IndexOutOfBoundsException.class);
        // The leak guard sees to the rest.
    }

    @Test
    void framesAreAppendedOneAfterTheOther() {
        for (var out : List.of(Unpooled.buffer(), Unpooled.directBuffer())) {
            var inv = new Inv(List.of(InventoryItem.tx(Hash256.ZERO)));
            assertThat(FrameWriter.append(new Ping(1), MAGIC, out, 200)).isTrue();
            assertThat(FrameWriter.append(inv, MAGIC, out, 200)).isTrue();
            assertThat(FrameWriter.append(new Ping(2), MAGIC, out, 200)).isTrue();
            var bytes = new byte[out.readableBytes()];
            out.readBytes(bytes).release();
            assertThat(bytes).isEqualTo(Frames.with(Frames.written(new Ping(1), MAGIC), Frames.written(inv, MAGIC), Frames.written(new Ping(2), MAGIC)));
        }
    }

    @Test
    void whatIsLongIsNotAppended() {
        var out = Unpooled.buffer();
        var long1 = new Inv(IntStream.range(0, 10).mapToObj(i -> InventoryItem.tx(Hash256.ofWords(i, 0, 0, 0))).toList());
        assertThat(FrameWriter.append(long1, MAGIC, out, 24 + 9 + 359)).isFalse();
        assertThat(FrameWriter.append(new Unknown(new Command("any"), Bytes.wrap(new byte[100])), MAGIC, out, 123)).isFalse();
        assertThat(out.readableBytes()).isZero();
        assertThat(FrameWriter.append(new Unknown(new Command("any"), Bytes.wrap(new byte[100])), MAGIC, out, 124)).isTrue();
    }

    @Test
    void whatDoesNotFitLeavesWhatWasThere() {
        var out = Unpooled.buffer(40, 40);
        assertThat(FrameWriter.append(new Ping(1), MAGIC, out, 200)).isTrue();
        assertThatThrownBy(() -> FrameWriter.append(new Ping(2), MAGIC, out, 200)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> FrameWriter.append(new Unknown(new Command("any"), Bytes.wrap(new byte[9])), MAGIC, out, 200)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(out.readableBytes()).isEqualTo(32);
        assertThat(Heard.in(Arrays.copyOf(out.array(), 32), MAGIC).messages()).containsExactly(new Ping(1));
    }
}

package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.codec.FrameHeader;
import bsv.p2p.codec.FrameWriter;
import bsv.p2p.testkit.LinkJournal;
import bsv.p2p.testkit.TransportFixture;
import bsv.p2p.testkit.VirtualNetwork;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResentTest extends TransportFixture {
    private static final Command COMMAND = new Command("bulk");

    private final VirtualNetwork time = new VirtualNetwork(Duration.ZERO);
    private Resent resent = new Resent();

    @Override
    protected Transport open() {
        return NettyTransportTest.open(SocketIo.EPOLL);
    }

    private static Bytes payload(int length, int fill) {
        return bulk(length, fill).payload();
    }

    private @Nullable ByteBuf send(Magic magic, Bytes payload, ByteBufAllocator allocator) {
        return resent.shared(FrameHeader.of(magic, COMMAND, payload.length(), payload.checksum()), payload, allocator, time.loop());
    }

    private @Nullable ByteBuf send(Magic magic, Bytes payload) {
        return send(magic, payload, UnpooledByteBufAllocator.DEFAULT);
    }

    private @Nullable ByteBuf send(Bytes payload) {
        return send(MAGIC, payload);
    }

    /// Sends what must be shared.
    private ByteBuf shared(Bytes payload) {
        var bytes = send(payload);
        assertThat(bytes).isNotNull();
        return bytes;
    }

    private ByteBuf sharedAtTheSecondTime(Bytes payload) {
        assertThat(send(payload)).isNull();
        return shared(payload);
    }

    private void waitUntilForgotten() {
        time.run(Resent.KEPT.multipliedBy(3));
    }

    @Test
    void fromTheSecondTimeOnAllTakeTheSameBytes() {
        var payload = payload(MIB, 1);
        var second = sharedAtTheSecondTime(payload);
        var third = shared(payload);

        var frame = FrameWriter.write(new Unknown(COMMAND, payload), MAGIC, UnpooledByteBufAllocator.DEFAULT);
        assertThat(ByteBufUtil.equals(second, frame)).isTrue();
        assertThat(third.memoryAddress()).isEqualTo(second.memoryAddress());
        second.skipBytes(7);
        assertThat(ByteBufUtil.equals(third, frame)).as("one has taken less of it than the other").isTrue();

        frame.release();
        second.release();
        third.release();
        waitUntilForgotten();
    }

    @Test
    void aNetworkGetsItsOwnHeader() {
        var payload = payload(MIB, 1);
        sharedAtTheSecondTime(payload).release();
        var other = send(Magic.parse("e3e1f3e8"), payload);

        assertThat(other).isNotNull();
        assertThat(other.getInt(0)).isEqualTo(0xe3e1f3e8);
        other.release();
        waitUntilForgotten();
    }

    @Test
    void equalBytesOfAnotherAreAnotherPayload() {
        sharedAtTheSecondTime(payload(MIB, 1)).release();

        assertThat(send(payload(MIB, 1))).isNull();
        waitUntilForgotten();
    }

    @Test
    void whatIsVeryLongGoesInPieces() {
        sharedAtTheSecondTime(payload(Resent.LONGEST, 1)).release();
        var longer = payload(Resent.LONGEST + 1, 1);

        assertThat(send(longer)).isNull();
        assertThat(send(longer)).isNull();
        waitUntilForgotten();
    }

    @Test
    void whileSomebodyTakesOneNoOtherIsMade() {
        var taken = sharedAtTheSecondTime(payload(MIB, 1));
        var next = payload(MIB, 2);
        assertThat(send(next)).isNull();
        assertThat(send(next)).isNull();
        assertThat(taken.refCnt()).isEqualTo(2);

        taken.release();
        var other = shared(next);
        assertThat(taken.refCnt()).as("given back for the other").isZero();
        other.release();
        waitUntilForgotten();
    }

    @Test
    void whatNobodySendsAnyMoreIsGivenBack() {
        var payload = payload(MIB, 1);
        var first = sharedAtTheSecondTime(payload);
        first.release();
        time.run(Resent.KEPT);
        assertThat(first.refCnt()).as("it was sent since").isEqualTo(1);
        time.run(Resent.KEPT);
        assertThat(first.refCnt()).isZero();
        assertThat(time.isIdle()).isTrue();

        var taken = shared(payload);
        waitUntilForgotten();
        assertThat(taken.refCnt()).as("somebody still takes it").isEqualTo(2);
        taken.release();
        time.run(Resent.KEPT);
        assertThat(taken.refCnt()).isZero();
    }

    @Test
    void whatThereIsNoMemoryForGoesInPieces() {
        var payload = payload(MIB, 1);
        sharedAtTheSecondTime(payload).release();
        var other = payload(MIB, 2);
        assertThat(send(other)).isNull();

        assertThat(send(MAGIC, other, new NoMemory())).isNull();
        shared(other).release();
        waitUntilForgotten();
        assertThat(time.isIdle()).as("one timer at most").isTrue();
    }

    @Test
    void itIsGivenBackWhenTheLoopEnds() {
        ReadBufferTest.assertLoopKeepsUntilItsEnd(transport(), () -> {
            resent = Resent.ofLoop();
            return sharedAtTheSecondTime(payload(MIB, 1));
        });
    }

    /// The peers read nothing until all was sent: each link has the frame under way.
    @Test
    void aBlockForManyPeersTakesTheMemoryOfOne() {
        Message block = bulk(MIB, 5);
        var transport = transport();
        var door = door(transport, ROOMY);
        var loop = transport.nextLoop();
        var dialed = new ArrayList<LinkJournal>();
        var accepted = new ArrayList<LinkJournal>();
        for (int i = 0; i < 8; i++) {
            var journal = watched(new LinkJournal(loop));
            transport.connect(door.at(), ROOMY, loop, journal);
            journal.link();
            dialed.add(journal);
            accepted.add(door.next());
        }
        for (var journal : accepted) {
            journal.link().pauseReading(true);
            turn(journal.loop());
        }
        long before = OutboxTest.directMemory();

        for (var journal : dialed) for (int i = 0; i < 4; i++) journal.link().send(block);
        turn(loop);

        assertThat(OutboxTest.directMemory() - before).isBetween((long) MIB, 2L * MIB);
        for (var journal : accepted) journal.link().pauseReading(false);
        for (var journal : accepted) assertThat(journal.messages(4)).containsOnly(block);
    }
}

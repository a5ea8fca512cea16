package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.FeeFilter;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.testkit.LinkJournal;
import bsv.p2p.testkit.TransportFixture;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What the writing side does to be quick, and what must not be lost by it.
class OutboxTest extends TransportFixture {
    private static final int MANY = 100;

    @Override
    protected Transport open() {
        return NettyTransportTest.open(SocketIo.EPOLL);
    }

    @Test
    void longMessagesThatWaitTakeNoBuffers() {
        var pair = pair(transport(), ROOMY, OPTIONS);
        pair.accepted().link().pauseReading(true);
        turn(pair.accepted().loop());
        long before = directMemory();

        for (int i = 0; i < 32; i++) pair.dialed().link().send(bulk(MIB, i));
        turn(pair.dialed().loop());

        assertThat(pair.dialed().link().queuedBytes()).isGreaterThan(16L * MIB);
        assertThat(directMemory() - before).isLessThan(4L * MIB);
        pair.accepted().link().pauseReading(false);
        assertThat(pair.accepted().messages(32)).isEqualTo(IntStream.range(0, 32).mapToObj(i -> bulk(MIB, i)).toList());
    }

    /// Otherwise it would take messages until too many wait, and write none.
    @Test
    void aLinkThatHasNoMemoryToWriteEnds() throws IOException {
        var door = door(transport(), OPTIONS);
        var loop = (NettyLoop) transport().nextLoop();
        var channel = SocketIo.EPOLL.socket(door.at().ip(), Optional.empty());
        channel.config().setAllocator(new NoMemory());
        var journal = watched(new LinkJournal(loop));
        var link = new NettyLink(channel, door.at(), OPTIONS, loop, journal, new Links(), new RareLog(LoggerFactory.getLogger(OutboxTest.class), System::nanoTime));
        loop.register(channel).addListener(_ -> channel.connect(door.at().toSocketAddress()).addListener(_ -> link.opened()));
        var outcome = new CompletableFuture<Boolean>();

        journal.link().send(bulk(MIB, 1), outcome::complete);

        assertThat(LinkJournal.await(outcome, "what became of the message")).isFalse();
        assertThat(journal.end()).isEmpty();
    }

    static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
    }

    /// After a stream the loop is not woken for a while. Whoever has one more thing to say then is heard all the same.
    @Test
    void nothingThatComesAfterAStreamIsForgotten() {
        var pair = pair();
        var link = pair.dialed().link();
        for (int round = 0; round < MANY; round++) {
            for (int i = 0; i < MANY; i++) link.send(new FeeFilter(i));
            pair.accepted().messages(MANY);
            link.send(new FeeFilter(round));
            assertThat(pair.accepted().message()).isEqualTo(new FeeFilter(round));
        }
    }
}

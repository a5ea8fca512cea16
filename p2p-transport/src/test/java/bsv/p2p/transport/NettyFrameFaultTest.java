package bsv.p2p.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.error.PeerFailure.ConnectionReset;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.LinkFault.BadChecksum;
import bsv.p2p.api.spi.LinkFault.BadCommand;
import bsv.p2p.api.spi.LinkFault.BadExtendedHeader;
import bsv.p2p.api.spi.LinkFault.Discarded;
import bsv.p2p.api.spi.LinkFault.Malformed;
import bsv.p2p.api.spi.LinkFault.Oversize;
import bsv.p2p.api.spi.LinkFault.WrongMagic;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.testkit.LinkJournal;
import bsv.p2p.testkit.TransportFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes that are no messages, from a plain socket.
@ParameterizedClass
@EnumSource(SocketIo.class)
class NettyFrameFaultTest extends TransportFixture {
    private static final byte[] NO_HASH = new byte[4];
    private static final byte[] PING = RawPeer.frame(MAGIC, "ping", RawPeer.nonce(7));

    @Parameter
    SocketIo io;

    private RawPeer raw;
    private LinkJournal journal;

    @Override
    protected Transport open() {
        return NettyTransportTest.open(io);
    }

    @BeforeEach
    void connect() throws IOException {
        var door = door(transport(), OPTIONS);
        raw = new RawPeer(door.at());
        journal = door.next();
    }

    @AfterEach
    void disconnect() throws IOException {
        if (raw != null) raw.close();
    }

    static Stream<byte[]> strangers() {
        return Stream.of("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(US_ASCII), Bytes.parseHex("16030100f8010000f40303").toArray(),
                RawPeer.frame(Magic.parse("e3e1f3e8"), "version", new byte[100]), new byte[1024]);
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void anotherMagicEndsTheStream(byte[] bytes) throws IOException {
        raw.write(bytes);

        assertThat(journal.fault()).isEqualTo(new WrongMagic(MAGIC, new Magic(ByteBuffer.wrap(bytes).getInt())));
        assertNothingMoreIsRead();
    }

    @Test
    void aPayloadOverItsLimitEndsTheStreamWithoutAByteOfIt() throws IOException {
        raw.write(RawPeer.frame(MAGIC, "addr", -1, NO_HASH, new byte[0]));

        assertThat(journal.fault()).isEqualTo(new Oversize(new Command("addr"), 0xffff_ffffL, OPTIONS.payloads().maxRecvPayloadLength()));
        assertNothingMoreIsRead();
    }

    @Test
    void aMalformedExtendedHeaderEndsTheStream() throws IOException {
        raw.write(RawPeer.frame(MAGIC, "extmsg", 8, NO_HASH, new byte[20]));

        assertThat(journal.fault()).isInstanceOf(BadExtendedHeader.class);
        assertNothingMoreIsRead();
    }

    @Test
    void aWrongChecksumCostsOneMessage() throws IOException {
        raw.write(RawPeer.frame(MAGIC, "ping", 8, NO_HASH, RawPeer.nonce(1)));
        raw.write(PING);

        assertThat(journal.fault()).isInstanceOfSatisfying(BadChecksum.class, fault -> assertThat(fault.command()).isEqualTo(Ping.COMMAND));
        assertThat(journal.message()).isEqualTo(new Ping(7));
    }

    @Test
    void aMalformedCommandCostsOneMessage() throws IOException {
        raw.write(RawPeer.frame(MAGIC, "pi\nng", 8, NO_HASH, RawPeer.nonce(1)));
        raw.write(PING);

        assertThat(journal.fault()).isInstanceOf(BadCommand.class);
        assertThat(journal.message()).isEqualTo(new Ping(7));
    }

    @Test
    void aMalformedPayloadCostsOneMessage() throws IOException {
        raw.write(RawPeer.frame(MAGIC, "ping", new byte[3]));
        raw.write(PING);

        assertThat(journal.fault()).isInstanceOf(Malformed.class);
        assertThat(journal.message()).isEqualTo(new Ping(7));
    }

    @Test
    void aPayloadTooLargeToHoldIsCheckedAndDropped() throws IOException {
        int length = 5 * MIB;
        raw.write(RawPeer.frame(MAGIC, "block", new byte[length]));
        raw.write(PING);

        assertThat(journal.fault()).isEqualTo(new Discarded(new Command("block"), length, true));
        assertThat(journal.message()).isEqualTo(new Ping(7));
    }

    @Test
    void aCutFrameIsNoMessage() throws IOException {
        raw.write(Arrays.copyOf(PING, PING.length - 1));
        raw.finish();

        assertThat(journal.failure()).isEqualTo(new ConnectionReset("closed by the peer"));
        assertThat(journal.unread()).isZero();
    }

    @Test
    void messagesMayComeByteByByte() throws IOException {
        for (int i = 0; i < 20; i++) {
            for (byte one : RawPeer.frame(MAGIC, "ping", RawPeer.nonce(i))) raw.write(new byte[] {one});
        }

        assertThat(journal.messages(20)).isEqualTo(IntStream.range(0, 20).mapToObj(Ping::new).toList());
    }

    @Test
    void manyMessagesMayComeInOneWrite() throws IOException {
        var frames = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) frames.write(RawPeer.frame(MAGIC, "ping", RawPeer.nonce(i)));
        raw.write(frames.toByteArray());

        assertThat(journal.messages(200)).isEqualTo(IntStream.range(0, 200).mapToObj(Ping::new).toList());
    }

    @Test
    void aPeerThatResetsIsToldFromOneThatCloses() throws IOException {
        raw.write(PING);
        journal.message();
        raw.reset();

        assertThat(journal.failure()).isEqualTo(new ConnectionReset("connection reset by the peer"));
    }

    /// More than once: io_uring tells of the end and of the failed write in either order.
    @RepeatedTest(5)
    void whoOnlyWritesHearsOfAResetToo() throws IOException {
        journal.link().pauseReading(true);
        journal.link().send(bulk(32 * MIB, 1));
        turn(journal.loop());
        raw.reset();

        assertThat(journal.failure()).isEqualTo(new ConnectionReset("connection reset by the peer"));
    }

    /// The handler may say something before it closes, and the peer hears it.
    private void assertNothingMoreIsRead() throws IOException {
        long bytes = journal.link().counters().bytesReceived();
        raw.write(PING);
        turn(journal.loop());
        turn(journal.loop());
        assertThat(journal.hasEnded()).isFalse();
        assertThat(journal.unread()).isZero();
        // A read that io_uring has under way may still end.
        if (io != SocketIo.IO_URING) assertThat(journal.link().counters().bytesReceived()).isEqualTo(bytes);
        journal.link().send(new Verack());
        journal.link().close();
        assertThat(raw.readAll()).isEqualTo(RawPeer.frame(MAGIC, "verack", new byte[0]));
        assertThat(journal.end()).isEmpty();
    }
}

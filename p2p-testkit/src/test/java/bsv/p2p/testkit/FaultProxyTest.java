package bsv.p2p.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.peer.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The proxy before an echo server, over real sockets.
class FaultProxyTest {
    private static final byte[] HELLO = "hello".getBytes(US_ASCII);
    private static final int PATIENCE_MILLIS = 10_000;
    private final FaultPlan plan = new FaultPlan(1);
    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.2"));
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try {
                    var socket = echo.accept();
                    Thread.ofVirtual().start(() -> echo(socket));
                } catch (IOException _) {
                    // closed
                }
            }
        });
        proxy = new FaultProxy(InetAddress.ofLiteral("127.0.0.3"), (InetSocketAddress) echo.getLocalSocketAddress(), plan);
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException _) {
            // the other side is gone
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    private Socket dial() throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress("127.0.0.4", 0));
        socket.connect(proxy.address());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static byte[] say(Socket socket) throws IOException {
        socket.getOutputStream().write(HELLO);
        return socket.getInputStream().readNBytes(HELLO.length);
    }

    @Test
    void letsEverythingThroughWhereNothingIsPlanned() throws IOException {
        try (var socket = dial()) {
            assertThat(say(socket)).isEqualTo(HELLO);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.connections()).isEqualTo(1);
    }

    @Test
    void refusesAndResetsAsPlanned() throws IOException {
        plan.with(Trouble.REFUSE, 1);
        try (var socket = dial()) {
            assertThatThrownBy(() -> {
                say(socket);
                say(socket);
            }).isInstanceOf(SocketException.class);
        }
        plan.calm();
        try (var socket = dial()) {
            assertThat(say(socket)).isEqualTo(HELLO);
            plan.with(Trouble.RESET, 1);
            assertThatThrownBy(() -> {
                say(socket);
                say(socket);
            }).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void flipsOneBitAndDropsAll() throws IOException {
        try (var socket = dial()) {
            plan.with(Trouble.FLIP, 1);
            var heard = say(socket);
            int wrong = 0;
            for (int i = 0; i < HELLO.length; i++) wrong += Integer.bitCount((HELLO[i] ^ heard[i]) & 0xff);
            assertThat(wrong).as("one bit each way, perhaps the same").isIn(0, 2);
            plan.calm();
            plan.with(Trouble.DROP, 1);
            socket.getOutputStream().write(HELLO);
            socket.setSoTimeout(100);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void delaysAndStallsButKeepsTheOrder() throws IOException {
        plan.with(Trouble.DELAY, 0.3).with(Trouble.STALL, 0.3).withLongest(Duration.ofMillis(20));
        try (var socket = dial()) {
            for (int i = 0; i < 50; i++) assertThat(say(socket)).isEqualTo(HELLO);
        }
    }

    @Test
    void aHalfClosedConnectionIsOverForOneSideOnly() throws IOException {
        try (var socket = dial()) {
            assertThat(say(socket)).isEqualTo(HELLO);
            plan.with(Trouble.HALF_CLOSE, 1);
            socket.getOutputStream().write(HELLO);
            assertThat(socket.getInputStream().read()).as("the echo server heard the end and closed").isEqualTo(-1);
            socket.getOutputStream().write(HELLO);
        }
    }

    @Test
    void nothingPassesACutAndEverythingDoesAfterwards() throws Exception {
        try (var socket = dial()) {
            assertThat(say(socket)).isEqualTo(HELLO);
            plan.cut(List.of(IpAddress.parse("127.0.0.4")));
            var told = new CountDownLatch(1);
            var answer = CompletableFuture.supplyAsync(() -> {
                try {
                    told.countDown();
                    return say(socket);
                } catch (IOException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            assertThat(told.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
            assertThatThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(java.util.concurrent.TimeoutException.class);
            plan.heal();
            assertThat(answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(HELLO);
        }
    }

    @Test
    void closingBreaksWhatIsOpen() throws IOException {
        try (var socket = dial()) {
            assertThat(say(socket)).isEqualTo(HELLO);
            proxy.close();
            assertThatThrownBy(() -> {
                if (socket.getInputStream().read() < 0) throw new SocketException("closed");
            }).isInstanceOf(SocketException.class);
        }
    }
}

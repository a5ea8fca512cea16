package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bsv.p2p.api.error.ListenerBindFailed;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.spi.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What [TransportContract] asks about listeners.
abstract class TransportListenTests extends TransportLoopTests {
    @Test
    void linksGoOverIpv6() {
        assumeIpv6();
        var transport = transport();
        var door = door(transport, "[::1]:0", OPTIONS, LinkJournal::new);

        var dialed = dial(transport, door.at(), OPTIONS);

        dialed.link().send(new Verack());
        var accepted = door.next();
        assertEquals(new Verack(), accepted.message());
        assertEquals(IpAddress.parse("::1"), accepted.link().remote().ip());
    }

    @Test
    void oneSocketTakesBothFamilies() {
        assumeIpv6();
        var transport = transport();
        var door = door(transport, "[::]:0", OPTIONS, LinkJournal::new);

        for (var address : new String[] {"127.0.0.1", "::1"}) {
            var ip = IpAddress.parse(address);
            var dialed = dial(transport, new Endpoint(ip, door.at().port()), OPTIONS);
            dialed.link();
            assertEquals(dialed.link().local(), door.next().link().remote());
            assertEquals(ip, dialed.link().local().ip());
        }
    }

    @Test
    void anAddressInUseIsRefusedByName() {
        var transport = transport();
        var taken = door(transport, OPTIONS).at();

        var failed = assertThrows(ListenerBindFailed.class, () -> transport.listen(taken, OPTIONS, (_, _) -> Optional.empty()));

        assertTrue(String.valueOf(failed.getMessage()).matches(".*" + Pattern.quote(taken.toString()) + ".*in use.*"), failed::getMessage);
    }

    @Test
    void anAddressOfAnotherMachineIsRefusedByName() {
        var elsewhere = Endpoint.parse("192.0.2.1:0");

        var failed = assertThrows(ListenerBindFailed.class, () -> transport().listen(elsewhere, OPTIONS, (_, _) -> Optional.empty()));

        assertTrue(String.valueOf(failed.getMessage()).contains(elsewhere.toString()), failed::getMessage);
    }

    @Test
    void aListenerMayBeOpenedOnALoop() {
        var transport = transport();
        var loop = transport.nextLoop();
        var door = new CompletableFuture<Door>();

        onLoop(loop, () -> door.complete(door(transport, OPTIONS)));

        dial(transport, door.join().at(), OPTIONS).link();
    }

    @Test
    void aClosedListenerFreesItsPortAndKeepsItsLinks() throws IOException {
        var transport = transport();
        var address = addressOfOurOwn(transport);
        var door = door(transport, address + ":0", OPTIONS, LinkJournal::new);
        var dialed = dial(transport, door.at(), OPTIONS);
        var accepted = door.next();

        door.listener().close();

        try (var next = new ServerSocket(door.at().port(), 1, address.toInetAddress())) {
            assertTrue(next.isBound());
        }
        dialed.link().send(new Ping(7));
        assertEquals(new Ping(7), accepted.message());
        door.listener().close();
    }

    @Test
    void portsAreFreeEachTimeAListenerIsClosed() throws IOException {
        var transport = transport();
        var address = addressOfOurOwn(transport);
        for (int i = 0; i < 100; i++) {
            var listener = transport.listen(new Endpoint(address, 0), OPTIONS, (_, _) -> Optional.empty());
            listener.close();
            try (var next = new ServerSocket(listener.local().port(), 1, address.toInetAddress())) {
                assertTrue(next.isBound());
            }
        }
    }

    /// A loopback address that no other process uses, where the system has more than one: on a shared one another program may be given a port
    /// in the moment when it is free.
    private static IpAddress addressOfOurOwn(Transport transport) {
        var own = IpAddress.ofIpv4(0x7f80_0000 | ((int) ProcessHandle.current().pid() & 0x7f_ffff));
        try {
            transport.listen(new Endpoint(own, 0), OPTIONS, (_, _) -> Optional.empty()).close();
            return own;
        } catch (ListenerBindFailed _) {
            return IpAddress.parse("127.0.0.1");
        }
    }

    @Test
    void whoIsRefusedAtTheDoorIsClosedWithoutAByte() throws IOException {
        var transport = transport();
        var asked = new CompletableFuture<Endpoint>();
        var listener = transport.listen(Endpoint.parse("127.0.0.1:0"), OPTIONS, (remote, loop) -> {
            if (loop.inLoop()) asked.complete(remote);
            return Optional.empty();
        });

        try (var client = new Socket(InetAddress.getLoopbackAddress(), listener.local().port())) {
            client.setSoTimeout((int) LinkJournal.PATIENCE.toMillis());
            assertEquals(-1, client.getInputStream().read());
            assertEquals(Endpoint.of((InetSocketAddress) client.getLocalSocketAddress()), LinkJournal.await(asked, "the question"));
        }
    }

    /// Skips a test where there is no IPv6.
    protected static void assumeIpv6() {
        try (var socket = new ServerSocket(0, 1, IpAddress.parse("::1").toInetAddress())) {
            assumeTrue(socket.isBound());
        } catch (IOException without) {
            assumeTrue(false, "this machine has no IPv6: " + without.getMessage());
        }
    }
}

package bsv.p2p.app.demo;

import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;

/// One TCP port for the whole network of a demo, free on all its addresses: DNS tells addresses only, so that all nodes must listen on
/// the same one. Held until closed, so that another demo on this machine takes another.
final class PortClaim implements AutoCloseable {
    /// Bound as long as the claim holds; no node has it.
    private static final IpAddress GUARD = IpAddress.parse("127.255.0.1");
    /// All below the ports that systems give to callers.
    private static final int CANDIDATES = 200;

    private final ServerSocket guard;

    private PortClaim(ServerSocket guard) {
        this.guard = guard;
    }

    /// Finds a port, regtest's own first.
    ///
    /// @throws IOException if the addresses are not this machine's, or no port is free on all of them
    static PortClaim on(List<IpAddress> addresses) throws IOException {
        for (var address : addresses) requireLocal(address);
        int first = Network.REGTEST.defaultPort();
        for (int port : IntStream.range(first, first + CANDIDATES).toArray()) {
            var guard = new ServerSocket();
            if (bind(guard, GUARD, port) && addresses.stream().allMatch(address -> isFree(address, port))) return new PortClaim(guard);
            guard.close();
        }
        throw new IOException("no port of %d..%d is free on all loopback addresses of the demo".formatted(first, first + CANDIDATES - 1));
    }

    int number() {
        return guard.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        guard.close();
    }

    private static void requireLocal(IpAddress address) throws IOException {
        try (var socket = new ServerSocket()) {
            if (!bind(socket, address, 0)) {
                throw new IOException("cannot listen on " + address + ": the demo needs the addresses of 127.0.0.0/8; where the system has "
                        + "127.0.0.1 alone, as macOS does, add the others to its loopback interface first");
            }
        }
    }

    private static boolean isFree(IpAddress address, int port) {
        try (var socket = new ServerSocket()) {
            return bind(socket, address, port);
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean bind(ServerSocket socket, IpAddress address, int port) {
        try {
            socket.bind(new InetSocketAddress(address.toInetAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}

package bsv.p2p.app.scenario;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// The other side of [SoakIT], a process of its own that is killed now and then: callers who come, talk and go in good order or not, some of them bad in one
/// of the ways of [Faults]. The first few listen too, and say where, so that the node dials.
final class SoakPeers {
    private static final int LISTENERS = 8;
    private static final int BAD_IN_A_HUNDRED = 4;
    private static final long BETWEEN_MESSAGES = 180_000_000;

    private final InetSocketAddress node;
    private final List<Endpoint> listening = new ArrayList<>();

    private SoakPeers(InetSocketAddress node) {
        this.node = node;
    }

    /// Takes where the node listens, how many callers at a time, and a seed. Goes on until it is killed.
    public static void main(String[] arguments) throws IOException {
        var peers = new SoakPeers(Endpoint.parse(arguments[0]).toSocketAddress());
        for (int i = 0; i < LISTENERS; i++) peers.listen();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            var random = new Random(Long.parseLong(arguments[2]) + i);
            if (i < LISTENERS) {
                var own = peers.listening.get(i);
                Thread.ofPlatform().name("caller " + i).start(() -> peers.tell(own, random));
            } else {
                Thread.ofPlatform().name("caller " + i).start(() -> peers.call(random));
            }
        }
        System.out.println("{\"event\":\"Calling\"}");
    }

    /// Serves whoever calls as long as it stays; for a moment nobody.
    private void listen() throws IOException {
        var socket = new ServerSocket(0, 50, Loopback.next());
        listening.add(new Endpoint(IpAddress.of(socket.getInetAddress()), socket.getLocalPort()));
        Thread.ofPlatform().start(() -> {
            while (true) {
                try (var served = Caller.accepted(socket.accept())) {
                    served.introduceToCaller();
                    while (true) served.hear();
                } catch (IOException over) {
                    // the next one
                }
            }
        });
    }

    private void call(Random random) {
        while (true) {
            try (var caller = Caller.dial(node)) {
                if (random.nextInt(100) < BAD_IN_A_HUNDRED) Faults.ALL.get(random.nextInt(Faults.ALL.size())).attack().run(caller);
                else visit(caller, random);
            } catch (IOException | AssertionError over) {
                // The node is gone, or does not want this one.
                LockSupport.parkNanos(random.nextInt(1_000_000_000));
            }
        }
    }

    /// From where it listens, so that it is believed.
    private void tell(Endpoint own, Random random) {
        while (true) {
            try (var caller = Caller.dial(node, own.ip().toInetAddress())) {
                if (caller.introduce() != Caller.Answer.SERVED) continue;
                for (int i = 0; i < 20; i++) {
                    caller.send(new Addr(List.of(told(own))));
                    caller.ping();
                    LockSupport.parkNanos(BETWEEN_MESSAGES);
                }
            } catch (IOException | AssertionError over) {
                LockSupport.parkNanos(random.nextInt(1_000_000_000));
            }
        }
    }

    private void visit(Caller caller, Random random) throws IOException {
        if (caller.introduce() != Caller.Answer.SERVED) return;
        caller.send(new GetAddr());
        int words = 1 + random.nextInt(300);
        for (int i = 0; i < words; i++) {
            if (random.nextInt(10) == 0) caller.send(new Inv(List.of(InventoryItem.tx(Hash256.ZERO))));
            else caller.ping();
            LockSupport.parkNanos(BETWEEN_MESSAGES);
        }
        if (random.nextBoolean()) caller.vanish();
    }

    private static TimestampedAddress told(Endpoint endpoint) {
        return new TimestampedAddress(Instant.now().getEpochSecond(), NetworkAddress.of(Services.NETWORK, endpoint));
    }
}

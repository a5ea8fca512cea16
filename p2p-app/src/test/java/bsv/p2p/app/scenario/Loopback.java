package bsv.p2p.app.scenario;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;

/// Addresses 127.x.y.z, each handed out once: bans and limits go by address, so whoever is to be told apart needs one of its own.
final class Loopback {
    private static final AtomicInteger GIVEN = new AtomicInteger();

    private Loopback() {}

    static InetAddress next() {
        int n = GIVEN.incrementAndGet();
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) (1 + n / 62_500), (byte) (n / 250 % 250), (byte) (1 + n % 250)});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

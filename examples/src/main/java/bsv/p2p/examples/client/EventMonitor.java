package bsv.p2p.examples.client;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.peer.Network;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.function.Function;

/// Prints everything that happens: facts in full, messages by their command. Takes events as a reactive stream, one at a time; who is slow
/// hears of what it missed as `Lagged`.
public final class EventMonitor {
    private EventMonitor() {}

    /// Takes the network and runs a node until it is stopped: `mainnet`.
    public static void main(String[] args) throws InterruptedException {
        try (var node = PeerManager.builder(ManagerConfig.of(Network.parse(args[0]))).build()) {
            watch(node, System.out);
            node.start();
            new CountDownLatch(1).await();
        }
    }

    static void watch(PeerManager node, PrintStream out) {
        var options = SubscriptionOptions.DEFAULT.withName("monitor");
        node.controlEvents(options).subscribe(new Printer<>(out, Object::toString));
        node.bitcoinMessages(options.withKeepAlive(true)).subscribe(new Printer<>(out, EventMonitor::describe));
    }

    private static String describe(BitcoinMessageEvent event) {
        return event.message().command() + " from " + event.peerId();
    }

    /// Prints one event, then asks for the next.
    private static final class Printer<E> implements Flow.Subscriber<E> {
        private final PrintStream out;
        private final Function<E, String> text;
        private Flow.Subscription events = new None();

        private Printer(PrintStream out, Function<E, String> text) {
            this.out = out;
            this.text = text;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            events = subscription;
            events.request(1);
        }

        @Override
        public void onNext(E event) {
            // Peers choose some of this text: nothing in it may move the cursor.
            out.println(text.apply(event).replaceAll("\\p{C}", "?"));
            events.request(1);
        }

        @Override
        public void onError(Throwable failure) {
            out.println("no more events: " + failure);
        }

        @Override
        public void onComplete() {
            // the node has stopped
        }
    }

    private static final class None implements Flow.Subscription {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }
}

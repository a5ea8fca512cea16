package bsv.p2p.manager;

import bsv.p2p.api.event.Subscription;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadConsumer;
import bsv.p2p.api.stream.PayloadFacts;
import bsv.p2p.api.stream.PayloadOffer;
import bsv.p2p.api.stream.PayloadReceiver;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.logging.RareLog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Offers large payloads to those who may want them; the first who does reads it.
final class PayloadDesk {
    private static final RareLog LOG = new RareLog(LoggerFactory.getLogger(PayloadDesk.class));
    private final List<Registered> receivers = new CopyOnWriteArrayList<>();
    private final Executor threads;

    PayloadDesk(Executor threads) {
        this.threads = threads;
    }

    Subscription add(PayloadReceiver receiver) {
        var registered = new Registered(receiver);
        receivers.add(registered);
        return registered;
    }

    /// On the loop of the connection.
    Optional<PayloadSink> offer(PeerConnection connection, PayloadFacts facts) {
        var offer = new PayloadOffer(connection.peerId(), connection.address(), facts);
        for (var registered : receivers) {
            var consumer = ask(registered.receiver, offer);
            if (consumer.isEmpty()) continue;
            var payload = new IncomingPayload(offer, connection);
            threads.execute(() -> payload.runWith(consumer.get()));
            return Optional.of(payload);
        }
        return Optional.empty();
    }

    private static Optional<PayloadConsumer> ask(PayloadReceiver receiver, PayloadOffer offer) {
        try {
            return receiver.offered(offer);
        } catch (RuntimeException | Error failed) {
            LOG.at(Level.WARN).addKeyValue("peer_id", offer.peerId()).setCause(failed).log("a receiver of payloads failed; it is passed over");
            return Optional.empty();
        }
    }

    private final class Registered implements Subscription {
        private final PayloadReceiver receiver;

        Registered(PayloadReceiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void cancel() {
            receivers.remove(this);
        }

        @Override
        public boolean isActive() {
            return receivers.contains(this);
        }

        @Override
        public long missed() {
            return 0;
        }
    }
}

package bsv.p2p.transport;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/// Stands in for the taker of a payload that begins while nothing may be delivered: the offer and the pieces wait with the messages.
final class LateSink implements PayloadSink {
    private final Owner owner;
    private final PayloadFacts facts;
    private final ObjLongConsumer<Runnable> turn;
    private Optional<PayloadSink> taker = Optional.empty();

    /// @param turn calls at once or later, but in order; the number is what waiting costs, in bytes
    LateSink(Owner owner, PayloadFacts facts, ObjLongConsumer<Runnable> turn) {
        this.owner = owner;
        this.facts = facts;
        this.turn = turn;
        turn.accept(() -> taker = owner.offered(facts), 0);
    }

    @Override
    public void take(Bytes piece) {
        turn.accept(() -> taker.ifPresent(sink -> sink.take(piece)), piece.length());
    }

    @Override
    public void complete(boolean checksumOk) {
        turn.accept(() -> taker.ifPresentOrElse(sink -> sink.complete(checksumOk),
                () -> owner.faulted(new LinkFault.Discarded(facts.command(), facts.length(), checksumOk))), 0);
    }

    /// The link is over, and what waits is forgotten.
    @Override
    public void broken() {
        taker.ifPresent(PayloadSink::broken);
    }
}

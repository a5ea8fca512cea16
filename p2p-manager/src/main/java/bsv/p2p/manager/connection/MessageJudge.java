package bsv.p2p.manager.connection;

import bsv.p2p.api.chain.ProofOfWork;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.FilterAdd;
import bsv.p2p.api.message.FilterLoad;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.message.SendHdrsEn;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.StreamAck;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.manager.connection.Misbehavior.Intolerable;
import bsv.p2p.manager.connection.Misbehavior.Points;
import java.util.Optional;

/// What an established peer does against the rules. Source: net_processing.cpp, net.h and validation.h of the reference node; stricter where
/// a malformed extended header ends the connection.
///
/// Judged is what can be judged by what the peer itself said on this connection. What takes a chain, a pool of transactions or a curve to
/// judge (blocks, headers without a known parent, indexes of a block that is asked for, signatures) is for those to judge who have one, and
/// [bsv.p2p.api.PeerManager#ban] is theirs.
final class MessageJudge {
    /// From this version on peers know that nodes without the bloom service ban for filters.
    private static final int NO_BLOOM_VERSION = 70_011;

    private final boolean bloom;
    private final boolean workCounts;

    MessageJudge(ManagerConfig config) {
        bloom = Services.has(config.identity().services(), Services.BLOOM);
        // Elsewhere, as on regtest, anybody makes blocks without effort, and it proves nothing.
        workCounts = Network.KNOWN.contains(config.network()) && config.network().isPublic();
    }

    /// What is wrong with a message.
    Optional<Misbehavior> judge(Message message, State.Connected peer) {
        if (isFrequent(message)) return message instanceof Inv inv ? ofInventory(inv) : Optional.empty();
        return switch (message) {
            case Version _ -> Optional.of(new Points("second version", 1));
            case SendHeaders _ when peer.session().sendHeaders() -> Optional.of(new Points("second sendheaders", 1));
            case SendHdrsEn _ when peer.session().sendHdrsEn() -> Optional.of(new Points("second sendhdrsen", 1));
            case Addr addr when addr.addresses().size() > Addr.MAX_ADDRESSES ->
                    Optional.of(new Points("addr with " + addr.addresses().size() + " addresses", 20));
            case Headers headers when headers.entries().size() > Headers.MAX_HEADERS ->
                    Optional.of(new Points("headers with " + headers.entries().size() + " headers", 20));
            case Headers headers when ChainCheck.gap(headers).isPresent() ->
                    Optional.of(new Points("headers that do not follow each other", 20));
            case ProtoConf _ when peer.session().protoConf().isPresent() -> Optional.of(new Intolerable("second protoconf"));
            case ProtoConf conf when conf.maxRecvPayloadLength() < ProtoConf.MIN_RECV_PAYLOAD_LENGTH ->
                    Optional.of(new Intolerable("protoconf with maxRecvPayloadLength " + conf.maxRecvPayloadLength()));
            case StreamAck _ -> Optional.of(new Intolerable("streamack for a stream that nobody asked for"));
            case FilterLoad filter -> unasked(filter.command(), peer).or(() -> filter.isWithinLimits() ? Optional.empty() : banned("filterload over its limits"));
            case FilterAdd filter -> unasked(filter.command(), peer).or(() -> filter.isWithinLimits() ? Optional.empty() : banned("filteradd over its limit"));
            case CmpctBlock block -> ofCompactBlock(block);
            default -> Optional.empty();
        };
    }

    /// What most of the messages of a busy peer are. Told apart before all others: to look for the class of one among many takes as long as the
    /// rest of the judgement.
    static boolean isFrequent(Message message) {
        return message instanceof Inv || message instanceof Tx || message instanceof Block;
    }

    private static Optional<Misbehavior> banned(String what) {
        return Optional.of(new Points(what, PeerFailure.BAN_SCORE));
    }

    /// Filters are for nodes that offer to look at them.
    private Optional<Misbehavior> unasked(Command command, State.Connected peer) {
        if (bloom) return Optional.empty();
        var what = command + " without the bloom service";
        return peer.version().protocolVersion() >= NO_BLOOM_VERSION ? banned(what) : Optional.of(new Intolerable(what));
    }

    private static Optional<Misbehavior> ofCompactBlock(CmpctBlock block) {
        if (block.transactionCount() == 0) return banned("compact block without transactions");
        boolean outside = !block.prefilled().isEmpty() && block.prefilled().getLast().index() >= block.transactionCount();
        return outside ? banned("compact block with a transaction outside") : Optional.empty();
    }

    private static Optional<Misbehavior> ofInventory(Inv inv) {
        var strange = inv.strangeType();
        return strange.isEmpty() ? Optional.empty() : Optional.of(new Intolerable("inv of type " + strange.getAsLong()));
    }

    /// What is wrong with headers beyond what [#judge(Message, State.Connected)] sees; a header that tells the chain of the peer comes before it.
    Optional<Misbehavior> judgeWork(Headers headers) {
        boolean shown = !workCounts || headers.headers().stream().allMatch(header -> ProofOfWork.isShown(header, ProofOfWork.PUBLIC_LIMIT));
        return shown ? Optional.empty() : Optional.of(new Points("headers without their proof of work", 50));
    }

    /// What a fault in the stream costs; a wrong checksum is judged by its row, see [Conduct].
    Optional<Misbehavior> judge(LinkFault fault, State.Connected peer) {
        return switch (fault) {
            case LinkFault.Oversize _ -> banned(fault.describe());
            case LinkFault.BadExtendedHeader _, LinkFault.WrongMagic _ -> Optional.of(new Intolerable(fault.describe()));
            case LinkFault.Malformed malformed -> ofMalformed(malformed, peer);
            case LinkFault.BadCommand _, LinkFault.BadChecksum _, LinkFault.Discarded _ -> Optional.empty();
        };
    }

    private Optional<Misbehavior> ofMalformed(LinkFault.Malformed fault, State.Connected peer) {
        return switch (fault.command().name()) {
            case "version", "protoconf", "createstrm", "streamack" -> Optional.of(new Intolerable(fault.describe()));
            case "dsdetected", "revokemid" -> Optional.of(new Points(fault.describe(), 10));
            case "filterload", "filteradd" -> unasked(fault.command(), peer).or(() -> ofSize(fault));
            default -> ofSize(fault);
        };
    }

    private static Optional<Misbehavior> ofSize(LinkFault.Malformed fault) {
        return fault.sizeTooLarge() ? Optional.of(new Points(fault.describe(), 1)) : Optional.empty();
    }

    /// The code with which a message that cannot be read is refused: none for those that have a rule of their own, or that nodes do not read.
    static Optional<RejectCode> answer(Command command) {
        return switch (command.name()) {
            case "reject", "pong", "mempool", "dsdetected", "revokemid", "streamack" -> Optional.empty();
            case "notfound", "hdrsen", "merkleblock", "datareftx" -> Optional.empty();
            case "version", "createstrm" -> Optional.of(RejectCode.STREAM_SETUP);
            case "authresp" -> Optional.of(RejectCode.AUTH_CONN_SETUP);
            default -> Optional.of(RejectCode.MALFORMED);
        };
    }
}

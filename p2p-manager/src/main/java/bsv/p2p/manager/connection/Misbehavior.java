package bsv.p2p.manager.connection;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.spi.LinkFault;
import java.util.Optional;

/// What breaks the rules, and what it costs. Source: net_processing.cpp and net.h of the reference node; stricter where a
/// malformed extended header ends the connection.
sealed interface Misbehavior {
    /// Points for each authch beyond what is tolerated.
    int CHALLENGE_FLOOD = 10;

    /// The message is dropped and costs points.
    record Points(String what, int points) implements Misbehavior {}

    /// The connection ends; the address is not banned for it.
    record Intolerable(String what) implements Misbehavior {}

    /// What is wrong with a message of an established peer.
    static Optional<Misbehavior> of(Message message, Session session) {
        return switch (message) {
            case Version _ -> Optional.of(new Points("second version", 1));
            case SendHeaders _ when session.sendHeaders() -> Optional.of(new Points("second sendheaders", 1));
            case Addr addr when addr.addresses().size() > Addr.MAX_ADDRESSES ->
                    Optional.of(new Points("addr with " + addr.addresses().size() + " addresses", 20));
            case Headers headers when headers.entries().size() > Headers.MAX_HEADERS ->
                    Optional.of(new Points("headers with " + headers.entries().size() + " headers", 20));
            case Headers headers when ChainCheck.gap(headers).isPresent() ->
                    Optional.of(new Points("headers that do not follow each other", 20));
            case ProtoConf _ when session.protoConfSeen() -> Optional.of(new Intolerable("second protoconf"));
            case ProtoConf conf when conf.maxRecvPayloadLength() < ProtoConf.MIN_RECV_PAYLOAD_LENGTH ->
                    Optional.of(new Intolerable("protoconf with maxRecvPayloadLength " + conf.maxRecvPayloadLength()));
            case Inv inv -> ofInventory(inv);
            default -> Optional.empty();
        };
    }

    private static Optional<Misbehavior> ofInventory(Inv inv) {
        for (var item : inv.items()) {
            if (!item.isTx() && !item.isBlock()) return Optional.of(new Intolerable("inv of type " + item.type()));
        }
        return Optional.empty();
    }

    /// What a fault in the stream costs; a wrong checksum is judged by its row, see [Conduct].
    static Optional<Misbehavior> of(LinkFault fault) {
        return switch (fault) {
            case LinkFault.Oversize _ -> Optional.of(new Points(fault.describe(), PeerFailure.BAN_SCORE));
            case LinkFault.BadExtendedHeader _, LinkFault.WrongMagic _ -> Optional.of(new Intolerable(fault.describe()));
            case LinkFault.Malformed(var command, var _, boolean sizeTooLarge) -> ofMalformed(command.name(), fault, sizeTooLarge);
            case LinkFault.BadCommand _, LinkFault.BadChecksum _, LinkFault.Discarded _ -> Optional.empty();
        };
    }

    private static Optional<Misbehavior> ofMalformed(String command, LinkFault fault, boolean sizeTooLarge) {
        return switch (command) {
            case "version", "protoconf", "createstrm", "streamack" -> Optional.of(new Intolerable(fault.describe()));
            case "dsdetected", "revokemid" -> Optional.of(new Points(fault.describe(), 10));
            default -> sizeTooLarge ? Optional.of(new Points(fault.describe(), 1)) : Optional.empty();
        };
    }

    /// Whether a message that cannot be read is answered with a reject: all but those that have a rule of their own, or that nodes do not read.
    static boolean isAnswered(LinkFault.Malformed fault) {
        return switch (fault.command().name()) {
            case "reject", "pong", "mempool", "dsdetected", "revokemid" -> false;
            case "notfound", "hdrsen", "merkleblock", "datareftx" -> false;
            default -> true;
        };
    }
}

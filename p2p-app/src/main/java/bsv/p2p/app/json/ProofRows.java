package bsv.p2p.app.json;

import bsv.p2p.api.message.DataRefTx;
import bsv.p2p.api.message.DsDetected;
import bsv.p2p.api.message.EnrichedHeader;
import bsv.p2p.api.message.HdrsEn;
import bsv.p2p.api.message.MerkleProof;
import bsv.p2p.api.message.ProvenTransaction;
import bsv.p2p.api.message.Transaction;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Messages that carry Merkle proofs.
final class ProofRows {
    static final MessageRow<HdrsEn> HDRSEN = new MessageRow<>(HdrsEn.COMMAND, (message, out) -> {
        out.put("count", message.headers().size());
        var list = out.putArray("headers");
        for (var header : message.headers()) writeEnriched(header, list.addObject());
    }, in -> new HdrsEn(in.objects("headers").stream().map(ProofRows::readEnriched).toList()));

    static final MessageRow<DataRefTx> DATAREFTX = new MessageRow<>(DataRefTx.COMMAND,
            (message, out) -> writeProven(new ProvenTransaction(message.transaction(), message.proof()), out), in -> {
                var proven = readProven(in);
                return new DataRefTx(proven.transaction(), proven.proof());
            });

    static final MessageRow<DsDetected> DSDETECTED = new MessageRow<>(DsDetected.COMMAND, (message, out) -> {
        out.put("version", DsDetected.VERSION);
        out.put("count", message.forks().size());
        var list = out.putArray("blocks");
        for (var fork : message.forks()) {
            var one = list.addObject();
            var headers = one.putArray("headers");
            for (var header : fork.headers()) BlockRows.writeHeader(header, headers.addObject());
            writeProof(fork.proof(), one.putObject("proof"));
        }
    }, in -> new DsDetected(in.objects("blocks").stream().map(ProofRows::readFork).toList()));

    private ProofRows() {}

    private static void writeEnriched(EnrichedHeader header, ObjectNode out) {
        BlockRows.writeHeader(header.header(), out);
        out.put("tx_count", header.transactionCount());
        out.put("no_more_headers", header.noMoreHeaders());
        writeOptional("coinbase", header.coinbase(), out);
        writeOptional("miner_info", header.minerInfo(), out);
    }

    private static EnrichedHeader readEnriched(FieldReader in) {
        return new EnrichedHeader(BlockRows.readHeader(in), in.u32("tx_count"), in.flag("no_more_headers"),
                in.optional("coinbase", name -> readProven(in.object(name))), in.optional("miner_info", name -> readProven(in.object(name))));
    }

    private static void writeOptional(String name, Optional<ProvenTransaction> proven, ObjectNode out) {
        proven.ifPresentOrElse(transaction -> writeProven(transaction, out.putObject(name)), () -> out.putNull(name));
    }

    private static void writeProven(ProvenTransaction proven, ObjectNode out) {
        BlockRows.writeTransaction(proven.transaction(), out.putObject("tx"));
        writeProof(proven.proof(), out.putObject("proof"));
    }

    private static ProvenTransaction readProven(FieldReader in) {
        return new ProvenTransaction(BlockRows.readTransaction(in.object("tx")), readProof(in.object("proof")));
    }

    private static void writeProof(MerkleProof proof, ObjectNode out) {
        out.put("flags", proof.flags());
        out.put("index", proof.index());
        out.put("txid", proof.txid().toString());
        proof.transaction().ifPresentOrElse(transaction -> BlockRows.writeTransaction(transaction, out.putObject("tx")), () -> out.putNull("tx"));
        out.put("target", proof.target().toString());
        var nodes = out.putArray("nodes");
        for (var node : proof.nodes()) nodes.addObject().put("type", node.type()).put("hash", node.hash().toString());
    }

    private static MerkleProof readProof(FieldReader in) {
        var transaction = in.optional("tx", name -> BlockRows.readTransaction(in.object(name)));
        var txid = transaction.map(Transaction::txid).orElseGet(() -> in.hash("txid"));
        var nodes = in.objects("nodes").stream().map(node -> new MerkleProof.Node(node.inRange("type", 0, 0xff), node.hash("hash"))).toList();
        return new MerkleProof(in.inRange("flags", 0, 0xff), in.u32("index"), txid, transaction, in.hash("target"), nodes);
    }

    private static DsDetected.Fork readFork(FieldReader in) {
        return new DsDetected.Fork(in.objects("headers").stream().map(BlockRows::readHeader).toList(), readProof(in.object("proof")));
    }
}

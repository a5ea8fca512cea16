package bsv.p2p.codec;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.DataRefTx;
import bsv.p2p.api.message.DsDetected;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.MerkleProof;
import bsv.p2p.api.message.ProvenTransaction;
import bsv.p2p.api.message.Transaction;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/// Merkle proofs, and the messages that are little else. Source: merkleproof.h.
final class ProofCodecs {
    static final MessageCodec<DataRefTx> DATA_REF_TX = new MessageCodec<>(DataRefTx.COMMAND, DataRefTx.class, SizeLimit.TRANSACTION,
            in -> new DataRefTx(readTransaction(in), readProof(in)), (m, out) -> {
                PayloadWriter.bytes(m.transaction().wire(), out);
                writeProof(m.proof(), out);
            });
    static final MessageCodec<DsDetected> DS_DETECTED = new MessageCodec<>(DsDetected.COMMAND, DsDetected.class, ProofCodecs::readDsDetected, ProofCodecs::writeDsDetected);

    /// Flags, index, txid, target, no nodes.
    private static final int MIN_PROOF = 1 + 1 + Hash256.LENGTH + Hash256.LENGTH + 1;
    /// Of a transaction with its proof.
    static final int MIN_PROVEN = TransactionCodecs.MIN_LENGTH + MIN_PROOF;
    /// A header and a proof with the smallest transaction instead of a txid.
    private static final int MIN_FORK = 1 + BlockHeader.LENGTH + 1 + 1 + 1 + TransactionCodecs.MIN_LENGTH + Hash256.LENGTH + 1;

    private ProofCodecs() {}

    static ProvenTransaction readProven(PayloadReader in) {
        return new ProvenTransaction(readTransaction(in), readProof(in));
    }

    static void skipProven(PayloadReader in) {
        in.skipTransaction();
        skipProof(in);
    }

    static void writeProven(ProvenTransaction proven, ByteBuf out) {
        PayloadWriter.bytes(proven.transaction().wire(), out);
        writeProof(proven.proof(), out);
    }

    private static MerkleProof readProof(PayloadReader in) {
        int flags = in.u8("flags");
        long index = in.varint("index");
        var transaction = MerkleProof.hasTransaction(flags) ? Optional.of(readMeasured(in)) : Optional.<Transaction>empty();
        var txid = transaction.isPresent() ? transaction.get().txid() : in.hash("txid");
        return new MerkleProof(flags, index, txid, transaction, in.hash("target"), in.list("nodes", MerkleProof.Node.LENGTH, ProofCodecs::nodeAt));
    }

    /// @return how many nodes it has
    private static int skipProof(PayloadReader in) {
        int flags = in.u8("flags");
        in.varint("index");
        if (MerkleProof.hasTransaction(flags)) {
            readMeasured(in);
        } else {
            in.skip("txid", Hash256.LENGTH);
        }
        in.skip("target", Hash256.LENGTH);
        int nodes = in.count("nodes", MerkleProof.Node.LENGTH);
        in.skip("nodes", (long) nodes * MerkleProof.Node.LENGTH);
        return nodes;
    }

    /// A transaction with its length before it. The reference node believes its own reading of the transaction; here both must agree.
    private static Transaction readMeasured(PayloadReader in) {
        int at = in.position();
        long length = in.varint("transactionLength");
        var transaction = readTransaction(in);
        if (transaction.size() != length) throw new MalformedMessage("transactionLength", at, Integer.toString(transaction.size()), Long.toString(length));
        return transaction;
    }

    private static Transaction readTransaction(PayloadReader in) {
        int start = in.position();
        in.skipTransaction();
        return Transaction.ofWire(in.since(start));
    }

    private static MerkleProof.Node nodeAt(Bytes bytes, int offset) {
        return new MerkleProof.Node(bytes.at(offset) & 0xff, Hash256.ofWire(bytes, offset + 1));
    }

    private static void writeProof(MerkleProof proof, ByteBuf out) {
        out.writeByte(proof.flags());
        VarInt.write(proof.index(), out);
        proof.transaction().ifPresentOrElse(transaction -> PayloadWriter.string(transaction.wire(), out), () -> PayloadWriter.hash(proof.txid(), out));
        PayloadWriter.hash(proof.target(), out);
        PayloadWriter.list(proof.nodes(), out, (node, to) -> {
            to.writeByte(node.type());
            PayloadWriter.hash(node.hash(), to);
        });
    }

    private static DsDetected readDsDetected(PayloadReader in) {
        int version = in.u8("version") | in.u8("version") << 8;
        if (version != DsDetected.VERSION) throw new MalformedMessage("version", 0, Integer.toString(DsDetected.VERSION), Integer.toString(version));
        int at = in.position();
        var forks = VariableList.read("forks", MIN_FORK, in, ProofCodecs::skipFork, ProofCodecs::readFork);
        if (forks.size() < DsDetected.MIN_FORKS) throw new MalformedMessage("forks", at, "at least 2", Integer.toString(forks.size()));
        return new DsDetected(forks);
    }

    private static DsDetected.Fork readFork(PayloadReader in) {
        return new DsDetected.Fork(in.list("headers", BlockHeader.LENGTH, BlockHeader::ofWire), readProof(in));
    }

    /// The reference node refuses such a message as a whole if a proof is of another kind than these.
    private static void skipFork(PayloadReader in) {
        int at = in.position();
        int headers = in.count("headers", BlockHeader.LENGTH);
        if (headers == 0) throw new MalformedMessage("headers", at, "at least 1", "0");
        in.skip("headers", (long) headers * BlockHeader.LENGTH);

        int start = in.position();
        int nodes = skipProof(in);
        var proof = in.since(start);
        if (proof.at(0) != MerkleProof.WHOLE_TO_MERKLE_ROOT) throw new MalformedMessage("flags", start, "5", Integer.toString(proof.at(0) & 0xff));
        if (proof.at(1) == 0) throw new MalformedMessage("index", start + 1, "at least 1", "0");
        for (int node = proof.length() - nodes * MerkleProof.Node.LENGTH; node < proof.length(); node += MerkleProof.Node.LENGTH) {
            if (proof.at(node) != 0) throw new MalformedMessage("nodes", start + node, "a node of type 0", Integer.toString(proof.at(node) & 0xff));
        }
    }

    private static void writeDsDetected(DsDetected m, ByteBuf out) {
        out.writeShortLE(DsDetected.VERSION);
        PayloadWriter.list(m.forks(), out, (fork, to) -> {
            PayloadWriter.list(fork.headers(), to, (header, headers) -> PayloadWriter.bytes(header.toWire(), headers));
            writeProof(fork.proof(), to);
        });
    }
}

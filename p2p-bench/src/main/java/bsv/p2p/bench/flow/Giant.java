package bsv.p2p.bench.flow;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.peer.Network;
import bsv.p2p.bench.stream.SyntheticBlock;
import bsv.p2p.codec.FrameHeader;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A peer that sends a block too large for any memory.
final class Giant implements AutoCloseable {
    private final PlainPeer peer;
    private final SyntheticBlock block;
    private final byte[] header;

    Giant(int port, SyntheticBlock block) throws IOException {
        this.block = block;
        this.header = header(block);
        this.peer = PlainPeer.introduced(port);
    }

    private static byte[] header(SyntheticBlock block) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            block.forEachPiece((piece, from, to) -> digest.update(piece, from, to - from));
            int checksum = ByteBuffer.wrap(digest.digest(digest.digest())).getInt();
            var bytes = Unpooled.buffer();
            new FrameHeader(Network.REGTEST.magic(), Block.COMMAND, block.length(), checksum, false).write(bytes);
            var header = new byte[bytes.readableBytes()];
            bytes.readBytes(header);
            return header;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Sends it, and waits until the node has it all.
    ///
    /// @return how long that took, in nanoseconds
    long send() throws IOException {
        long began = System.nanoTime();
        peer.write(header);
        block.forEachPiece((piece, from, to) -> peer.write(piece, from, to - from));
        peer.ping();
        return System.nanoTime() - began;
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}

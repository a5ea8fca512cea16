package bsv.p2p.app.frames;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.app.frames.DecodeLine.Decoded;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.codec.FrameBytes;
import bsv.p2p.codec.FrameHeader;
import bsv.p2p.codec.MalformedMessage;
import bsv.p2p.codec.MessageCodecs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Decodes a capture: frames one after the other, as one side of a connection sent them. Blocks and transactions that are too large to be
/// held go by and are summed up. Stops where the place of the next frame is lost.
public final class Capture {
    /// Payloads up to this are held in memory.
    private static final long MOST_HELD = 64L << 20;
    private static final int MAGIC_LENGTH = 4;

    private final DecodeLine decoder;
    private final InputStream in;
    private long offset;
    private boolean lost;

    public Capture(DecodeLine decoder, InputStream in) {
        this.decoder = decoder;
        this.in = in;
    }

    /// The next frame, with its offset in the capture; empty at the end.
    public Optional<Decoded> next() throws IOException {
        if (lost) return Optional.empty();
        var line = JsonText.object().put("offset", offset);
        var head = in.readNBytes(FrameHeader.BASIC_LENGTH);
        offset += head.length;
        if (head.length == 0) return Optional.empty();
        var decoded = decode(Bytes.wrap(head), line);
        lost = decoded.isEmpty();
        return decoded.or(() -> Optional.of(decoder.decodeFrame(Bytes.wrap(head), line)));
    }

    /// Empty if nobody can tell from these bytes where the frame ends.
    private Optional<Decoded> decode(Bytes basic, ObjectNode line) throws IOException {
        if (basic.length() < FrameHeader.BASIC_LENGTH || DecodeLine.network(basic).isEmpty()) return Optional.empty();
        var head = basic;
        if (isExtended(basic)) {
            var rest = in.readNBytes(FrameHeader.EXTENDED_LENGTH - FrameHeader.BASIC_LENGTH);
            offset += rest.length;
            head = join(basic, rest);
            if (head.length() < FrameHeader.EXTENDED_LENGTH) return Optional.empty();
        }
        long length = head.length() == FrameHeader.BASIC_LENGTH ? head.intLeAt(16) & 0xffff_ffffL : head.longLeAt(36);
        return length >= 0 && length <= MOST_HELD ? Optional.of(held(head, (int) length, line)) : large(head, line);
    }

    private static boolean isExtended(Bytes basic) {
        return basic.slice(MAGIC_LENGTH, 6).toLatin1().equals("extmsg");
    }

    private Decoded held(Bytes head, int length, ObjectNode line) throws IOException {
        var payload = in.readNBytes(length);
        offset += payload.length;
        return decoder.decodeFrame(join(head, payload), line);
    }

    private Optional<Decoded> large(Bytes head, ObjectNode line) throws IOException {
        FrameHeader header;
        try {
            header = FrameBytes.header(head);
        } catch (MalformedMessage _) {
            return Optional.empty();
        }
        long limit = MessageCodecs.maxPayload(header.command(), PayloadLimits.DEFAULT);
        if (Long.compareUnsigned(header.length(), limit) > 0) {
            lost = true;
            return Optional.of(DecodeLine.failed(DecodeError.of(new LinkFault.Oversize(header.command(), header.length(), limit)), line));
        }
        line.put("command", header.command().name()).put("network", DecodeLine.network(head).orElseThrow().name()).put("payload_size", header.length()).put("streamed", true);
        var payload = new LargePayload(header, header.command().equals(Block.COMMAND), header.command().equals(Tx.COMMAND));
        long read = payload.readFrom(in);
        offset += read;
        return Optional.of(payload.decoded(read, line));
    }

    private static Bytes join(Bytes head, byte[] rest) {
        var whole = new byte[head.length() + rest.length];
        head.copyTo(whole, 0);
        System.arraycopy(rest, 0, whole, head.length(), rest.length);
        return Bytes.wrap(whole);
    }
}

package bsv.p2p.manager;

import bsv.p2p.api.error.MessageNotSent;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.stream.PayloadSource;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.connection.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A large payload on its way out. Remembers why its source failed, so that whoever sent it hears it.
final class OutgoingPayload implements PayloadSource {
    /// The longest payload of a basic header; peers below [#EXTENDED_SINCE] know no other.
    private static final long MAX_BASIC_PAYLOAD = 0xffff_ffffL;
    private static final int EXTENDED_SINCE = 70016;

    private final PayloadSource source;
    private final long length;
    private volatile @Nullable Exception failure;

    private OutgoingPayload(PayloadSource source, long length) {
        this.source = source;
        this.length = length;
    }

    static CompletableFuture<Void> send(PeerConnection connection, PayloadSource source) {
        var outcome = new CompletableFuture<Void>();
        long length;
        try {
            length = source.length();
        } catch (IOException failed) {
            return CompletableFuture.failedFuture(new MessageNotSent("%s to %s: its length is not to be had: %s".formatted(source.command(), connection.address(), failed.getMessage()), failed));
        }
        if (length > MAX_BASIC_PAYLOAD && connection.state() instanceof State.Connected connected && connected.version().protocolVersion() < EXTENDED_SINCE) {
            return CompletableFuture.failedFuture(new MessageNotSent("%s of %d bytes to %s: a peer of version %d takes at most %d".formatted(source.command(), length,
                    connection.address(), connected.version().protocolVersion(), MAX_BASIC_PAYLOAD)));
        }
        var payload = new OutgoingPayload(source, length);
        connection.send(payload, written -> {
            if (written) outcome.complete(null);
            else outcome.completeExceptionally(payload.notSent(connection));
        });
        return outcome;
    }

    private MessageNotSent notSent(PeerConnection connection) {
        var cause = failure;
        var what = "%s of %d bytes to %s: ".formatted(command(), length, connection.address());
        return cause == null ? new MessageNotSent(what + "the connection is " + connection.state().visible()) : new MessageNotSent(what + cause.getMessage(), cause);
    }

    @Override
    public Command command() {
        return source.command();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Optional<Hash256> hash() {
        return source.hash();
    }

    @Override
    public ReadableByteChannel open() throws IOException {
        try {
            return new Reading(source.open());
        } catch (IOException | RuntimeException failed) {
            failure = failed;
            throw failed;
        }
    }

    private final class Reading implements ReadableByteChannel {
        private final ReadableByteChannel channel;

        Reading(ReadableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            try {
                int count = channel.read(target);
                if (count < 0) failure = new IOException("the payload ended before its length");
                return count;
            } catch (IOException | RuntimeException failed) {
                failure = failed;
                throw failed;
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

package bsv.p2p.api.stream;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Hash256;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A payload to be sent that is too large to be a message in memory, read while it is written.
public interface PayloadSource {
    Command command();

    /// Its bytes. Asked once.
    ///
    /// @throws IOException if it cannot be told: nothing is sent, the connection goes on
    long length() throws IOException;

    /// Opens it at its beginning. Called once to send it; and once before, to compute the checksum, if it has at most 4294967295 bytes and
    /// [#hash()] is empty. On a virtual thread; may block, as may the reading, but while it does nothing else is sent to the peer.
    ///
    /// @return closed by the caller. If it ends before [#length()] bytes, the connection is closed: the peer expects the rest
    /// @throws IOException if it cannot be opened: nothing is sent, the connection goes on
    ReadableByteChannel open() throws IOException;

    /// The double SHA-256 of the payload, if it is known. It is not checked.
    default Optional<Hash256> hash() {
        return Optional.empty();
    }

    /// The content of a file, which must not change meanwhile.
    static PayloadSource ofFile(Command command, Path file) {
        return new PayloadSource() {
            @Override
            public Command command() {
                return command;
            }

            @Override
            public long length() throws IOException {
                return Files.size(file);
            }

            @Override
            public ReadableByteChannel open() throws IOException {
                return Files.newByteChannel(file);
            }
        };
    }
}

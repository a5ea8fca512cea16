package bsv.p2p.examples.banlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import bsv.p2p.api.ManagerExtension;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.event.ControlEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes a line for each ban and for each that ends. The node's events come on a thread of this subscription's own, so writing a file
/// here delays nobody.
final class BanLog implements ManagerExtension {
    private final Path file;

    BanLog(Path file) {
        this.file = file;
    }

    /// The node ends the subscription when it stops, after the last event was handed out.
    @Override
    public void attach(PeerManager manager) {
        manager.subscribeControlEvents(event -> {
            switch (event) {
                case ControlEvent.PeerBanned banned -> write("banned " + banned.target() + " until " + banned.until().map(Object::toString).orElse("lifted"));
                case ControlEvent.PeerUnbanned(var target) -> write("lifted " + target);
                default -> {
                    // not about bans
                }
            }
        });
    }

    private void write(String line) {
        try {
            Files.write(file, List.of(line), UTF_8, CREATE, APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    @Override
    public void close() {
        // Nothing is held open between two lines.
    }
}

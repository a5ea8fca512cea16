package bsv.p2p.bench.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/// One thread that attends to many channels.
final class SelectorLoop implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final Attendant attendant;
    private final Thread thread = Thread.ofPlatform().daemon().name("counterpart").unstarted(this::run);
    private volatile boolean over;

    /// Does the work, on the thread of the loop once that is started.
    interface Attendant {
        /// Something can be done with a channel.
        void attend(SelectionKey key) throws IOException;

        /// A channel broke and was closed. The end of the run, unless told otherwise.
        default void broken(IOException cause) throws IOException {
            throw cause;
        }

        /// Everything that could be done was done.
        default void attended() throws IOException {}
    }

    SelectorLoop(Attendant attendant) throws IOException {
        this.attendant = attendant;
    }

    SelectionKey add(SelectableChannel channel, int interest, Object attachment) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, attachment);
    }

    /// Works on the caller's thread until there was nothing to do for so long.
    void untilQuiet(long millis) throws IOException {
        while (once(millis)) {}
    }

    /// Does what there is to do now, or comes within so long. On the caller's thread.
    ///
    /// @return whether there was anything
    boolean once(long millis) throws IOException {
        return selector.select(this::attend, millis) > 0;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!over) {
                selector.select(this::attend);
                attendant.attended();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void attend(SelectionKey key) {
        try {
            try {
                attendant.attend(key);
            } catch (IOException broken) {
                key.channel().close();
                attendant.broken(broken);
            }
        } catch (IOException hopeless) {
            throw new UncheckedIOException(hopeless);
        }
    }

    /// Ends the thread and closes all channels.
    @Override
    public void close() throws IOException {
        over = true;
        selector.wakeup();
        Flood.join(thread);
        for (var key : selector.keys()) key.channel().close();
        selector.close();
    }
}

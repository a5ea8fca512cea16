package bsv.p2p.transport;

import bsv.p2p.api.config.ConnectionConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.testkit.LinkJournal;
import java.io.FileInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Uses up all file descriptors of its process, has a client wait at a listener's door until the listener complained twice, and gives them back. Run by
/// [AcceptWithoutDescriptorsTest].
final class StarvedListener {
    private StarvedListener() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var complaints = new CountDownLatch(2);
        System.setErr(new PrintStream(new Watched(System.err, "cannot accept", complaints), true, StandardCharsets.UTF_8));
        var accepted = new LinkedBlockingQueue<LinkJournal>();
        var options = LinkOptions.of(Magic.parse("fabfb5da"), ConnectionConfig.DEFAULT, Optional.empty());
        try (var transport = new NettyTransportProvider().open(Map.of("io", SocketIo.valueOf(arguments[0]).settingName(), "threads", "2"));
                var first = new Socket();
                var client = new Socket()) {
            var listener = transport.listen(Endpoint.parse("127.0.0.1:0"), options, (_, loop) -> {
                var journal = new LinkJournal(loop);
                accepted.add(journal);
                return Optional.of(journal);
            });
            first.connect(listener.local().toSocketAddress()); // Loads the classes: that takes descriptors too.
            check(next(accepted).port() == first.getLocalPort(), "another connection came");
            client.bind(null); // Makes its descriptor while there is one.
            var hoard = hoard();

            client.connect(listener.local().toSocketAddress());
            check(complaints.await(LinkJournal.PATIENCE.toSeconds(), TimeUnit.SECONDS), "waited in vain for complaints");
            for (var file : hoard) file.close();

            check(next(accepted).port() == client.getLocalPort(), "another connection came");
            try (var last = new Socket()) {
                last.connect(listener.local().toSocketAddress());
                check(next(accepted).port() == last.getLocalPort(), "another connection came");
            }
        }
    }

    private static List<FileInputStream> hoard() {
        var hoard = new ArrayList<FileInputStream>();
        try {
            while (true) hoard.add(new FileInputStream("/dev/null"));
        } catch (IOException _) {
            return hoard;
        }
    }

    /// Waits until the next link is open: all its classes are loaded then.
    private static Endpoint next(BlockingQueue<LinkJournal> accepted) throws InterruptedException {
        return Optional.ofNullable(accepted.poll(LinkJournal.PATIENCE.toSeconds(), TimeUnit.SECONDS)).orElseThrow().link().remote();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException(otherwise);
    }

    /// Passes text on and counts how often a word came by.
    private static final class Watched extends FilterOutputStream {
        private final String word;
        private final CountDownLatch seen;

        Watched(OutputStream out, String word, CountDownLatch seen) {
            super(out);
            this.word = word;
            this.seen = seen;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
            if (new String(bytes, offset, count, StandardCharsets.UTF_8).contains(word)) seen.countDown();
        }
    }
}

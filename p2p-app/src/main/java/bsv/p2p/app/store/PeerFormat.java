package bsv.p2p.app.store;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.json.PeerRows;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/// What peers and bans are written to files as.
public enum PeerFormat {
    /// An object a line: all peers, then all bans.
    JSON,
    /// A line for each peer under a header; no bans but those of peers.
    CSV,
    /// `banlist.dat` of the reference node: no peers, the bans that hold.
    BANLIST;

    private static final int ASK_EVERY = 1_000;

    /// What the end of a file's name tells: `.csv`, `.dat`, else JSON.
    public static PeerFormat ofName(String file) {
        var name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) return CSV;
        return name.endsWith(".dat") ? BANLIST : JSON;
    }

    /// Writes these peers, and the bans of the store, as far as the format knows them. Peers pass one by one.
    ///
    /// @param peers those of the store that are wanted
    /// @return how many
    public StoreChanges.Copied write(Iterator<Peer> peers, PeerStore store, Network network, OutputStream out) throws IOException {
        var now = Instant.now();
        if (this == BANLIST) {
            var active = store.bans().stream().filter(ban -> ban.isActive(now)).toList();
            out.write(BanListFile.write(active, network, now));
            return new StoreChanges.Copied(0, 0, active.size());
        }
        var lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII));
        if (this == CSV) lines.write(PeerCsv.HEADER + "\n");
        long written = 0;
        while (peers.hasNext()) {
            var peer = PeerRows.of(peers.next());
            lines.write((this == CSV ? PeerCsv.line(peer) : JsonText.line(peer)) + "\n");
            // A reader such as head may have enough.
            if (written++ % ASK_EVERY == 0 && out instanceof PrintStream stream && stream.checkError()) return new StoreChanges.Copied(written, written, 0);
        }
        var bans = this == JSON ? store.bans() : List.<Ban>of();
        for (var ban : bans) lines.write(JsonText.line(PeerRows.of(ban)) + "\n");
        lines.flush();
        return new StoreChanges.Copied(written, written, bans.size());
    }

    /// Reads lines of one file into a store. Not safe for many threads.
    public static final class Lines {
        private final PeerStore store;
        private final StoreChanges.Batches peers;
        private final Instant now;
        private final boolean isCsv;
        private PeerCsv csv = PeerCsv.withHeader("address");
        private boolean headerExpected;
        private long peersRead;
        private long bansRead;

        /// @param format not [PeerFormat#BANLIST], which has no lines
        public Lines(PeerFormat format, PeerStore store, Instant now) {
            this.store = store;
            this.now = now;
            peers = new StoreChanges.Batches(store);
            headerExpected = format == CSV;
            isCsv = format == CSV;
        }

        /// Takes a line.
        ///
        /// @throws IllegalArgumentException if it makes no sense; nothing happened then
        public void take(String line) {
            if (headerExpected) {
                headerExpected = false;
                csv = PeerCsv.withHeader(line);
                return;
            }
            var row = isCsv ? csv.object(line) : JsonText.parse(line);
            if (PeerRows.isBan(row)) take(PeerRows.ban(row, now));
            else take(PeerRows.peer(row, now));
        }

        private void take(Ban ban) {
            store.putBan(ban);
            bansRead++;
        }

        private void take(Peer peer) {
            peers.add(peer);
            peersRead++;
        }

        /// Writes what waits and makes all of it durable.
        ///
        /// @return what came of it
        public StoreChanges.Copied finish() {
            peers.flush();
            store.flush();
            return new StoreChanges.Copied(peers.taken(), peersRead, bansRead);
        }
    }
}

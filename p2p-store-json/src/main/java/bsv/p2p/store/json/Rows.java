package bsv.p2p.store.json;

import bsv.p2p.api.peer.Peer;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows by slot, in pages of [Row#PAGE]. A copy of them all costs as little as a list of the pages: a page is copied when it is next
/// written, so that who has a copy sees one moment, whatever is written after.
final class Rows {
    private static final int PAGE = Row.PAGE;

    private long[][] words;
    private @Nullable Object[][] things;
    /// When a page was last copied; not after the last copy of all rows means that somebody else may have it too.
    private int[] copied;
    private int copies;
    private int end;

    Rows() {
        this(new long[0][], new Object[0][], 0);
    }

    private Rows(long[][] words, @Nullable Object[][] things, int end) {
        this.words = words;
        this.things = things;
        this.end = end;
        copied = new int[words.length];
    }

    /// All rows as they are now. It must only be read.
    Rows copy() {
        copies++;
        int pages = pages();
        return new Rows(Arrays.copyOf(words, pages), Arrays.copyOf(things, pages), end);
    }

    /// One above the highest slot ever used.
    int end() {
        return end;
    }

    int pages() {
        return (end + PAGE - 1) / PAGE;
    }

    Row row(int slot) {
        return new Row(words[slot / PAGE], things[slot / PAGE], slot % PAGE);
    }

    /// The peers in all slots that are not free.
    Stream<Peer> peers() {
        return IntStream.range(0, end).mapToObj(this::row).filter(row -> !row.isFree()).map(Row::peer);
    }

    /// One slot more.
    int append() {
        if (end / PAGE == words.length) {
            int length = words.length + words.length / 8 + 4;
            words = Arrays.copyOf(words, length);
            things = Arrays.copyOf(things, length);
            copied = Arrays.copyOf(copied, length);
        }
        if (end % PAGE == 0) {
            words[end / PAGE] = new long[PAGE * Row.WORDS];
            things[end / PAGE] = new Object[2 * PAGE];
            copied[end / PAGE] = copies;
        }
        return end++;
    }

    /// Puts a peer into a slot.
    void set(int slot, Peer peer, Texts texts) {
        own(slot / PAGE);
        int page = slot / PAGE;
        if (Row.third(peer) != null && things[page].length == 2 * PAGE) things[page] = Arrays.copyOf(things[page], 3 * PAGE);
        row(slot).set(peer, texts);
    }

    void clear(int slot) {
        own(slot / PAGE);
        row(slot).clear();
    }

    private void own(int page) {
        if (copied[page] == copies) return;
        copied[page] = copies;
        words[page] = words[page].clone();
        things[page] = things[page].clone();
    }
}

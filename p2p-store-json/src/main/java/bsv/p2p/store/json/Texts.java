package bsv.p2p.store.json;

import java.util.HashMap;
import java.util.Map;

/// Texts that many peers have in common, kept once. It forgets what it knows when that becomes too much: who makes up texts makes it
/// share less, not grow. Not safe for many threads.
final class Texts {
    private static final int MAX_KNOWN = 16_384;

    private final Map<String, String> known = new HashMap<>();

    /// This text, or one that is equal.
    String shared(String text) {
        var before = known.get(text);
        if (before != null) return before;
        if (known.size() >= MAX_KNOWN) known.clear();
        known.put(text, text);
        return text;
    }
}

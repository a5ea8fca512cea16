package bsv.p2p.app.crawl;

import bsv.p2p.api.peer.Chain;
import bsv.p2p.app.output.Escaped;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// What a crawl found, in a few lines for people. Safe for one thread at a time.
public final class CrawlSummary implements Consumer<Visited> {
    private static final int AGENTS_SHOWN = 10;
    /// Agents counted by name; what comes later is counted as one.
    private static final int MOST_AGENTS = 10_000;

    private final Map<Chain, Integer> chains = new EnumMap<>(Chain.class);
    private final Map<String, Integer> agents = new HashMap<>();
    private int unnamed;

    @Override
    public void accept(Visited visited) {
        if (!visited.isReached()) return;
        chains.merge(visited.chain(), 1, Integer::sum);
        if (agents.size() < MOST_AGENTS || agents.containsKey(visited.userAgent())) agents.merge(visited.userAgent(), 1, Integer::sum);
        else unnamed++;
    }

    /// The text.
    ///
    /// @param progress how far it came
    /// @param took since its beginning
    public String describe(Crawl.Progress progress, Duration took) {
        var text = new StringBuilder("reached %,d of %,d nodes called in %s: %,d of Bitcoin SV, %,d of other chains, %,d do not say%n".formatted(progress.reached(),
                progress.visited(), describe(took), of(Chain.BSV), of(Chain.OTHER), of(Chain.UNKNOWN)));
        agents.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .limit(AGENTS_SHOWN).forEach(agent -> text.append("%,8d  %s%n".formatted(agent.getValue(), Escaped.quoted(agent.getKey()))));
        int others = Math.max(0, agents.size() - AGENTS_SHOWN);
        if (others > 0) text.append("          and %,d other agents%s%n".formatted(others, unnamed > 0 ? " and more" : ""));
        return text.toString();
    }

    /// As `4m 12s`.
    public static String describe(Duration took) {
        return took.toMinutes() > 0 ? "%dm %02ds".formatted(took.toMinutes(), took.toSecondsPart()) : "%d.%ds".formatted(took.toSeconds(), took.toMillisPart() / 100);
    }

    private int of(Chain chain) {
        return chains.getOrDefault(chain, 0);
    }
}

package bsv.p2p.discovery.dns;

import bsv.p2p.api.spi.PeerDiscovery;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks all seeds at once and hands over what comes, on the caller's thread, until all have answered or the time is up. Safe for many
/// threads.
final class DnsDiscovery implements PeerDiscovery {
    private static final Logger LOG = LoggerFactory.getLogger(DnsDiscovery.class);
    /// Labels of letters, digits, dashes and underscores, the last of them no number, which would be an address.
    private static final Pattern HOST_NAME = Pattern.compile(
            "(?=.{1,253}\\.?$)((?!-)[A-Za-z0-9_-]{1,63}(?<!-)\\.)*(?!-|\\d+\\.?$)[A-Za-z0-9_-]{1,63}(?<!-)\\.?");

    private final Resolver.Terms terms;
    private final int maxAnswers;
    private final Set<Future<?>> questions = ConcurrentHashMap.newKeySet();
    private @Nullable Resolver resolver;
    private boolean closed;

    DnsDiscovery(Resolver.Terms terms, int maxAnswers) {
        this.terms = terms;
        this.maxAnswers = maxAnswers;
    }

    /// What came of one question; its future is done.
    private record Answer(SeedRound round, Future<List<InetAddress>> result) {}

    @Override
    public String name() {
        return "dns";
    }

    @Override
    public List<String> discover(Request request, Consumer<Found> found) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        long deadline = System.nanoTime() + terms.timeout().toNanos();
        var problems = new ArrayList<String>();
        var rounds = new ArrayList<SeedRound>();
        for (var seed : new LinkedHashSet<>(request.dnsSeeds())) {
            if (HOST_NAME.matcher(seed).matches()) rounds.add(new SeedRound(seed, request, maxAnswers));
            else problems.add("\"%s\" is no name of a seed".formatted(seed.replaceAll("[^ -~]", "?")));
        }
        var answers = new LinkedBlockingQueue<Answer>();
        var asked = ask(rounds, answers);
        try {
            take(asked.size(), answers, deadline, found);
        } finally {
            asked.forEach(question -> question.cancel(false));
        }
        for (var round : rounds) round.problem().ifPresent(problems::add);
        return List.copyOf(problems);
    }

    private List<Future<?>> ask(List<SeedRound> rounds, BlockingQueue<Answer> answers) {
        var asked = new ArrayList<Future<?>>();
        for (var round : rounds) {
            for (var family : Resolver.Family.values()) {
                round.asked();
                asked.add(ask(round, family, answers));
            }
        }
        return asked;
    }

    private synchronized Future<?> ask(SeedRound round, Resolver.Family family, BlockingQueue<Answer> answers) {
        if (closed) throw new IllegalStateException("this discovery is closed");
        var open = resolver;
        if (open == null) resolver = open = new Resolver(terms);
        var question = open.ask(round.seed(), family);
        questions.add(question);
        question.addListener((Future<List<InetAddress>> result) -> {
            questions.remove(result);
            answers.add(new Answer(round, result));
        });
        return question;
    }

    private static void take(int open, BlockingQueue<Answer> answers, long deadline, Consumer<Found> found) throws InterruptedException {
        for (int left = open; left > 0; left--) {
            var answer = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer == null) return;
            var round = answer.round();
            if (answer.result().isSuccess()) {
                round.answered(answer.result().getNow(), found);
            } else {
                round.failed(Resolver.say(answer.result().cause()));
                LOG.atDebug().addKeyValue("seed", round.seed()).setCause(answer.result().cause()).log("DNS question failed");
            }
        }
    }

    @Override
    public void close() {
        Resolver open;
        synchronized (this) {
            closed = true;
            open = resolver;
            resolver = null;
        }
        questions.forEach(question -> question.cancel(false));
        if (open != null) open.close();
    }
}

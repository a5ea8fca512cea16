package bsv.p2p.app.scenario;

import bsv.p2p.app.scenario.Caller.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/// Many callers of one node, each on a thread and from an address of its own. Those that are served stay until it is closed.
final class Crowd implements AutoCloseable {
    private final InetSocketAddress node;
    private final ConcurrentLinkedQueue<Caller> callers = new ConcurrentLinkedQueue<>();

    /// What one caller does.
    private interface Visit {
        Answer run(int number) throws IOException, InterruptedException;
    }

    Crowd(InetSocketAddress node) {
        this.node = node;
    }

    /// All call at the same moment, and those that are served stay.
    ///
    /// @return how many had which answer
    Map<Answer, Long> callAtOnce(int count) {
        var start = new CountDownLatch(count);
        return visit(count, _ -> {
            start.countDown();
            start.await();
            var caller = Caller.dial(node);
            callers.add(caller);
            return caller.introduce();
        });
    }

    /// They come and go, so many at a time; every second one goes without a goodbye.
    ///
    /// @return how many had which answer
    Map<Answer, Long> comeAndGo(int count, int atATime) {
        var room = new Semaphore(atATime);
        return visit(count, number -> {
            room.acquire();
            try (var caller = Caller.dial(node)) {
                var answer = caller.introduce();
                if (answer == Answer.SERVED) caller.ping();
                if (number % 2 == 0) caller.vanish();
                return answer;
            } finally {
                room.release();
            }
        });
    }

    /// They call, one after the other, and say nothing.
    void dialAndKeepSilent(int count) throws IOException {
        for (int i = 0; i < count; i++) callers.add(Caller.dial(node));
    }

    @Override
    public void close() throws IOException {
        for (var caller : callers) caller.close();
    }

    private static Map<Answer, Long> visit(int count, Visit visit) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var visits = new ArrayList<Future<Answer>>();
            for (int i = 0; i < count; i++) {
                int number = i;
                visits.add(threads.submit(() -> visit.run(number)));
            }
            return answers(visits).stream().collect(Collectors.groupingBy(answer -> answer, Collectors.counting()));
        }
    }

    private static List<Answer> answers(List<Future<Answer>> visits) {
        var answers = new ArrayList<Answer>();
        for (var visit : visits) {
            try {
                answers.add(visit.get());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted", interrupted);
            } catch (ExecutionException failed) {
                throw new AssertionError("A caller had no answer", failed.getCause());
            }
        }
        return answers;
    }
}

package bsv.p2p.app.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends the JVM in good order when it gets SIGTERM or SIGINT: the command is told to stop, and what it returns becomes the exit
/// status, where the JVM by itself would end with 143 or 130. A second signal ends it at once.
final class Signals {
    private static final int FORCED = 130;
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final Stop stop;
    /// How long writing a flight recording may take.
    private static final Duration RECORDING = Duration.ofSeconds(30);

    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    private Signals(Stop stop) {
        this.stop = stop;
    }

    /// Begins to listen.
    static Signals listen(Stop stop) {
        var signals = new Signals(stop);
        Runtime.getRuntime().addShutdownHook(new Thread(signals::onShutdown, "p2p-signals"));
        return signals;
    }

    /// The command is done: ends the JVM.
    void exit(int code) {
        exitCode.complete(code);
        // If a signal came first this never returns, and the hook ends the JVM.
        System.exit(code);
    }

    private void onShutdown() {
        if (exitCode.isDone() || !stop.isObeyed()) return;
        stop.want();
        int code = await();
        awaitRecording();
        Runtime.getRuntime().halt(code);
    }

    /// A flight recording is written by a hook beside this one; halting would cut it off.
    private static void awaitRecording() {
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.getName().equals("JFR Shutdown Hook")) continue;
            try {
                thread.join(RECORDING);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private int await() {
        while (true) {
            try {
                return exitCode.get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (secondSignal()) return FORCED;
            } catch (ExecutionException | InterruptedException _) {
                return FORCED;
            }
        }
    }

    /// The JVM starts a thread for each signal, which waits for the shutdown to end. There is no other portable way to hear of a second one;
    /// should the threads get other names, it is not heard, and shutting down takes the time it is given.
    private static boolean secondSignal() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().matches("SIG[A-Z]+ handler")).count() > 1;
    }
}

package bsv.p2p.bench.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Node and peers on cores of their own: otherwise it is the scheduler's choice of the minute that is measured, a factor of two.
public final class Cores {
    private static final String TASKSET = "taskset";
    private static final String PEERS = "0";
    private static final String NODE = "1";

    private Cores() {}

    /// Puts this process on the first core.
    ///
    /// @return whether it worked; it takes Linux and two cores
    public static boolean forPeers() throws InterruptedException {
        return Runtime.getRuntime().availableProcessors() > 1 && works(List.of(TASKSET, "-a", "-p", "-c", PEERS, Long.toString(ProcessHandle.current().pid())));
    }

    /// A command that runs another on the second core, if [#forPeers()] worked.
    public static List<String> forNode(List<String> command) throws InterruptedException {
        var there = new ArrayList<>(List.of(TASKSET, "-c", NODE));
        if (!works(List.of(TASKSET, "-c", NODE, "true"))) return command;
        there.addAll(command);
        return there;
    }

    private static boolean works(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException _) {
            return false; // no such program
        }
    }
}

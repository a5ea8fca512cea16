package bsv.p2p.app.cli;

import bsv.p2p.app.frames.BoundedLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/// Works through the lines of a file or of standard input.
final class LinesIn {
    private static final int ASK_EVERY = 256;

    private LinesIn() {}

    /// Hands over every line, until nobody reads the output any more.
    ///
    /// @param file null or `-` for standard input
    /// @param blanks whether blank lines count; else they are passed over
    /// @param work says whether a line was right
    /// @return 0 if all were, else 1
    static int work(Console console, @Nullable Path file, boolean blanks, Predicate<BoundedLines.Line> work) {
        boolean allRight = true;
        try (var in = open(console, file)) {
            var lines = new BoundedLines(in);
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                if (blanks || !line.get().isBlank()) allRight &= work.test(line.get());
                // To ask for errors is to flush: not for each line, but before waiting for the next.
                if ((lines.wouldWait() || line.get().number() % ASK_EVERY == 0) && console.out().checkError()) return ExitCode.OK;
            }
            console.out().flush();
            return allRight ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IOException failed) {
            return unreadable(console, file, failed);
        }
    }

    /// @param file null or `-` for standard input
    static InputStream open(Console console, @Nullable Path file) throws IOException {
        return file == null || file.toString().equals("-") ? console.in() : Files.newInputStream(file);
    }

    /// Says so, and returns the exit status.
    static int unreadable(Console console, @Nullable Path file, IOException failed) {
        console.err().println("p2p: " + (file == null ? "standard input" : file) + " cannot be read: " + failed);
        return ExitCode.SOFTWARE;
    }
}

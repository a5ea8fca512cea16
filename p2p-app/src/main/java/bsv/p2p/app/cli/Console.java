package bsv.p2p.app.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/// All that a command has of the world around it.
///
/// @param out for results
/// @param err for problems
/// @param home the user's home folder
/// @param installation the folder of the image; empty if this runs from elsewhere
/// @param interactive whether somebody sees both `out` and `err` on one terminal
/// @param stop when to end
record Console(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, String home, String installation,
        boolean interactive, Stop stop) {
    /// The real one.
    static Console system(Stop stop) {
        return new Console(System.in, System.out, System.err, System.getenv(), System.getProperty("user.home", ""),
                System.getProperty("p2p.home", ""), Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent(), stop);
    }
}

package bsv.p2p.app.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/// All that a command has of the world around it.
///
/// @param out for results
/// @param err for problems
/// @param home the user's home folder
/// @param installation the folder of the image; empty if this runs from elsewhere
/// @param stop when to end
record Console(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, String home, String installation, Stop stop) {
    /// The real one.
    static Console system(Stop stop) {
        return new Console(System.in, System.out, System.err, System.getenv(), System.getProperty("user.home", ""),
                System.getProperty("p2p.home", ""), stop);
    }
}

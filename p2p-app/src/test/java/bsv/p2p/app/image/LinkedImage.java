package bsv.p2p.app.image;

import bsv.p2p.app.image.Program.Outcome;
import java.nio.file.Path;
import java.util.Map;

/// The image that `package` made. Only integration tests (`…IT`) may ask for it: unit tests run before it is there.
public final class LinkedImage {

    /// The folder with `bin/p2p` in it.
    public static final Path HOME = Path.of(System.getProperty("p2p.image"));

    /// The start script.
    public static final Path SCRIPT = HOME.resolve("bin/p2p");

    /// The compressed archive of that folder.
    public static final Path ARCHIVE = Path.of(System.getProperty("p2p.image.archive"));

    private LinkedImage() {}

    /// Runs `p2p` with these arguments to its end.
    public static Outcome p2p(String... arguments) {
        return Program.run(Map.of(), SCRIPT, arguments);
    }
}

package bsv.p2p.api.spi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/// Where a store keeps its files unless told otherwise, and how it puts one aside that it cannot read. For writers of stores.
public final class StoreFiles {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private StoreFiles() {}

    /// The directory of this user for what the platform keeps: `bsv-p2p` in `$XDG_DATA_HOME`, else in `~/.local/share`. It need not exist.
    public static Path dataDirectory() {
        return dataDirectory(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static Path dataDirectory(Map<String, String> environment, Path home) {
        // A relative path counts as none, says the XDG base directory specification.
        return Optional.ofNullable(environment.get("XDG_DATA_HOME")).map(Path::of).filter(Path::isAbsolute)
                .orElse(home.resolve(".local/share")).resolve("bsv-p2p");
    }

    /// Renames a damaged file, or a directory that stands where a file should, to `NAME.damaged-TIME` beside it. Nothing is lost.
    ///
    /// @return the new place
    /// @throws IOException if it cannot be renamed, or must not be: neither file nor directory, or a directory that somebody lives in
    public static Path setAside(Path damaged, Instant now) throws IOException {
        var place = damaged.toRealPath();
        if (!Files.isDirectory(place) && !Files.isRegularFile(place)) throw new IOException(damaged + " is neither a file nor a directory");
        if (holds(place, "user.dir") || holds(place, "user.home")) throw new IOException(damaged + " is a directory in use, a file is needed");
        return Files.move(place, aside(place, now));
    }

    /// Copies a file that is damaged in part to `NAME.damaged-TIME` beside it, before the damaged part is cut off.
    ///
    /// @return the copy
    /// @throws IOException if it cannot be read, or there is no room beside it
    public static Path copyAside(Path damaged, Instant now) throws IOException {
        var place = damaged.toRealPath();
        return Files.copy(place, aside(place, now));
    }

    private static Path aside(Path place, Instant now) {
        var target = place.resolveSibling(place.getFileName() + ".damaged-" + STAMP.format(now));
        for (int i = 2; Files.exists(target); i++) target = place.resolveSibling(place.getFileName() + ".damaged-" + STAMP.format(now) + "-" + i);
        return target;
    }

    private static boolean holds(Path directory, String property) throws IOException {
        var inside = Path.of(System.getProperty(property));
        return Files.exists(inside) && inside.toRealPath().startsWith(directory);
    }
}

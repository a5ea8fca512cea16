package bsv.p2p.api.spi;

import java.util.Optional;
import java.util.regex.Pattern;

/// A version of this contract. Modules say in their descriptors which one they were compiled against; plain jars may say it in their manifests
/// as [#MANIFEST_ATTRIBUTE].
///
/// @param major changes when something was taken away or means something else; while it is 0, so does `minor`
/// @param minor grows when something was added
public record ApiVersion(int major, int minor) {
    /// The version of this program.
    public static final ApiVersion CURRENT = new ApiVersion(0, 1);
    /// Where a jar without a module descriptor says what it was made for, such as `0.1`.
    public static final String MANIFEST_ATTRIBUTE = "P2P-Api-Version";
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:[.+-].*)?");

    /// Reads `0.1`, `0.1.0` or `0.1.0-SNAPSHOT`; empty if it is none of these.
    public static Optional<ApiVersion> parse(String text) {
        var parts = TEXT.matcher(text);
        return parts.matches() ? Optional.of(new ApiVersion(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)))) : Optional.empty();
    }

    /// Whether what was made for this version works where `other` is installed.
    public boolean worksWith(ApiVersion other) {
        return major == other.major && (major == 0 ? minor == other.minor : minor <= other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}

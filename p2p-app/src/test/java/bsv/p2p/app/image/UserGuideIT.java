package bsv.p2p.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What docs/user-guide.md says is done, as it says it.
class UserGuideIT {
    private static final Guide GUIDE = Guide.of("user-guide.md");

    @TempDir
    Path folder;

    @Test
    void itsCommandsWorkAsTheyStandThere() throws Exception {
        int port = freePort();
        var outcome = GUIDE.runWithPort("18555", port, folder);

        assertThat(outcome).endsWith("exit 0\n").contains("connected to \"/bsv-p2p:", "1 pings, 1 pongs, 0% loss", "reached 1 of 1 nodes called")
                .contains("added 203.0.113.7:8333", "copied 2 peers");
        assertThat(folder.resolve("nodes.csv")).content().contains(",127.0.0.1:" + port + ",true,bsv,/bsv-p2p:");
        assertThat(folder.resolve("peers.csv")).content().contains("203.0.113.7:8333", "198.51.100.9:8333");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /// The table of settings is that of the program.
    @Test
    void everySettingIsInItWithItsDefaultAndBounds() throws Exception {
        var help = LinkedImage.p2p("run", "--help").out().replaceAll("\n(?! {2}\\w|\n)", " ").replace("HOST: PORT", "HOST:PORT");
        var rows = help.lines().dropWhile(line -> !line.contains("Settings, with their defaults")).filter(line -> line.matches(" {2}\\w+ = .*")).map(UserGuideIT::row).toList();
        assertThat(rows).hasSizeGreaterThan(60);
        assertThat(GUIDE.text().lines().filter(line -> line.startsWith("| `") && line.endsWith(" |") && line.chars().filter(c -> c == '`').count() == 2)
                .filter(line -> rows.stream().map(row -> row.substring(0, row.indexOf("` |"))).anyMatch(line::startsWith))).containsExactlyElementsOf(rows);
    }

    private static String row(String line) {
        var name = line.substring(2, line.indexOf(" ="));
        var rest = line.substring(line.indexOf(" =") + 2);
        var parts = rest.strip().isEmpty() ? new String[] {"", ""} : rest.startsWith("  ") ? new String[] {"", rest.strip()} : rest.strip().split(" {2,}", 2);
        return "| `%s` | %s | %s |".formatted(name, escaped(parts[0]), escaped(parts[1]));
    }

    private static String escaped(String text) {
        return text.strip().replace("|", "\\|").replace("*", "\\*");
    }
}

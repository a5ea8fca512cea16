package bsv.p2p.examples.client;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.IdentityConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The version stands in the root pom; where else it is written out, it is the same.
class VersionTest {
    private static final Path ROOT = Path.of("..");

    private static String version() throws IOException {
        var pom = Pattern.compile("<artifactId>p2p-parent</artifactId>\\s*<version>([^<]+)</version>").matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(pom.find()).isTrue();
        return pom.group(1);
    }

    @Test
    void theDefaultUserAgentNamesThisVersion() throws IOException {
        assertThat(IdentityConfig.DEFAULT.userAgent()).isEqualTo("/bsv-p2p:" + version() + "/");
    }

    @Test
    void theReadmeNamesTheArchiveOfThisVersion() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("p2p-" + version() + "-linux-x86_64.tar.gz");
    }
}

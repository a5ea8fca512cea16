package bsv.p2p.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void aWrongOptionIsWrongUsage() {
        assertThat(Main.run("--no-such-option")).isEqualTo(2);
    }

    @Test
    void mavenWritesTheVersion() {
        assertThat(Version.number()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }
}

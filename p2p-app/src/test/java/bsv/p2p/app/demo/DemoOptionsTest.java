package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.error.InvalidConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {

    @ParameterizedTest
    @CsvSource({"9, 8, 1", "10, 8, 1", "12, 8, 2", "14, 8, 3", "200, 8, 3"})
    void killsSoManyThatTheTargetCanStillBeReached(int peers, int target, int victims) {
        var options = new DemoOptions(peers, Duration.ZERO, 1);
        assertThat(options.target()).isEqualTo(target);
        assertThat(options.victims()).isEqualTo(victims);
        assertThat(options.isEndless()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 8, 201})
    void refusesANetworkTooSmallOrTooLarge(int peers) {
        assertThatThrownBy(() -> new DemoOptions(peers, Duration.ZERO, 1))
                .isInstanceOf(InvalidConfiguration.class).hasMessageContaining("peers must be 9..200, is " + peers);
    }

    @Test
    void theScriptTakesTheTimeThatIsLeft() {
        var script = new DemoOptions(12, Duration.ofSeconds(24), 1).script(Duration.ofSeconds(4));
        assertThat(script.due(Duration.ofMillis(6_900))).isEmpty();
        assertThat(script.due(Duration.ofSeconds(7))).contains(DemoScript.Action.KILL);
    }

    @Test
    void namesAllThatIsWrongAtOnce() {
        assertThatThrownBy(() -> new DemoOptions(1, Duration.ofSeconds(-1), 1))
                .hasMessageContaining("peers").hasMessageContaining("length");
    }
}

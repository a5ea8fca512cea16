package bsv.p2p.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "1.5m, PT90S", "2H, PT2H", "1d, PT24H", "0s, PT0S", "5 s, PT5S", "' 7ms ', PT0.007S", "0.25ms, PT0.00025S"})
    void aNumberAndAUnitAreADuration(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5x", "-1s", "1e3s", "5s5s", "five seconds", "1,5s", "٣s", "99999999999999999999s", "PT5S"})
    void anythingElseIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text)).withMessageContaining("such as 30s").withMessageContaining(text);
    }

    @Test
    void moreThanTimersCanCountIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse("999999999d")).withMessageContaining("292 years");
    }

    @ParameterizedTest
    @CsvSource({"PT0.5S, 500ms", "PT30S, 30s", "PT90S, 90s", "PT5M, 5m", "PT24H, 24h", "PT48H, 2d", "PT9H36M, 576m", "PT0S, 0s", "PT0.0015S, 1.5ms"})
    void whatIsPrintedIsShortAndReadBack(Duration duration, String expected) {
        assertThat(Durations.print(duration)).isEqualTo(expected);
        assertThat(Durations.parse(expected)).isEqualTo(duration);
    }
}

package bsv.p2p.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Endpoint;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void absentAndBlankSettingsTakeTheirDefaults() {
        var settings = new Settings(Map.of("file", "  ", "delay", ""));

        assertThat(settings.text("file")).isEmpty();
        assertThat(settings.duration("delay", DAY, Duration.ZERO, DAY)).isEqualTo(DAY);
        assertThat(settings.number("count", 7, 1, 9)).isEqualTo(7);
        assertThat(settings.list("servers", Endpoint::parse)).isEmpty();
        settings.check();
    }

    @ParameterizedTest
    @CsvSource({"250, PT0.25S", "250ms, PT0.25S", "5s, PT5S", "2m, PT2M", "3h, PT3H", "1d, PT24H", "0, PT0S"})
    void durationsAreANumberAndAUnit(String text, Duration expected) {
        var settings = new Settings(Map.of("delay", text));

        assertThat(settings.duration("delay", Duration.ofSeconds(9), Duration.ZERO, DAY)).isEqualTo(expected);
        settings.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1s", "5 s", "2d", "1e3", "99999999999999999999"})
    void otherDurationsAreProblems(String text) {
        var settings = new Settings(Map.of("delay", text));

        settings.duration("delay", DAY, Duration.ZERO, DAY);

        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(settings::check).withMessageContaining("delay: expected").withMessageContaining(text);
    }

    @Test
    void listsArePartsBetweenCommas() {
        var settings = new Settings(Map.of("servers", "127.0.0.1:53, [::1]:54,,"));

        assertThat(settings.list("servers", Endpoint::parse)).containsExactly(Endpoint.parse("127.0.0.1:53"), Endpoint.parse("[::1]:54"));
        settings.check();
    }

    @Test
    void everyProblemIsSaidAtOnce() {
        var settings = new Settings(Map.of("count", "10", "servers", "here,127.0.0.1:53", "flie", "x"));
        settings.number("count", 7, 1, 9);
        settings.list("servers", Endpoint::parse);
        settings.problem("own problem");

        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(settings::check).satisfies(invalid -> {
            assertThat(invalid.problems()).hasSize(4);
            assertThat(invalid.problems().get(0)).isEqualTo("count: expected a whole number 1..9, found \"10\"");
            assertThat(invalid.problems().get(1)).startsWith("servers: expected ADDRESS:PORT").endsWith("found \"here\"");
            assertThat(invalid.problems().get(2)).isEqualTo("own problem");
            assertThat(invalid.problems().get(3)).isEqualTo("there is no setting \"flie\"; known: count, servers");
        });
    }
}

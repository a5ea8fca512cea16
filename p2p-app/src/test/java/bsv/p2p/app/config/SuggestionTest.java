package bsv.p2p.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({"'', '', 0", "a, '', 1", "abc, acb, 1", "kitten, sitting, 3", "Ping, ping, 0", "ca, abc, 3"})
    void lettersChangedAddedLeftOutAndSwappedCount(String one, String other, int expected) {
        assertThat(Suggestion.distance(one, other)).isEqualTo(expected);
        assertThat(Suggestion.distance(other, one)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "pingIntervall, pingInterval", "PING_INTERVAL, pingInterval", "connection.pingInterval, pingInterval", "netwrok, network", "maxconnection, maxConnections",
        "store.us, store.use",
    })
    void theNearestNameIsSuggested(String typed, String expected) {
        assertThat(Suggestion.of(typed, Settings.names())).isEqualTo("; did you mean " + expected + "?");
    }

    @Test
    void whereNothingIsNearNothingIsSuggested() {
        assertThat(Suggestion.of("colour", Settings.names())).isEmpty();
        assertThat(Suggestion.of("pingInterval".repeat(10_000), Settings.names())).isEmpty();
    }
}

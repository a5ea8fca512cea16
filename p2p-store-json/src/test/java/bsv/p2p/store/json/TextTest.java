package bsv.p2p.store.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.testkit.Samples;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/// What we write and read without a detour is what the types themselves write and read.
class TextTest {
    private final Samples samples = new Samples(11);

    @Test
    void timesAreWrittenAndReadAsInstantsAre() {
        var days = LongStream.rangeClosed(-21_000, 21_000).map(day -> 5 * day * 86_400_000_000_000L + day * 7_919_333_777L % 86_400_000_000_000L);
        var chance = LongStream.generate(() -> samples.random().nextLong()).limit(5_000).filter(time -> Math.abs(time) < 9_200_000_000_000_000_000L);
        LongStream.concat(LongStream.concat(days, chance), LongStream.of(0, 1, -1, 1_000, 1_000_000, 120_000_000, -1_000_000_000)).forEach(time -> {
            var instant = Instant.ofEpochSecond(Math.floorDiv(time, 1_000_000_000L), Math.floorMod(time, 1_000_000_000L));
            var text = written(ascii -> ascii.time(time));
            assertThat(text).isEqualTo(instant.toString());
            assertThat(read(text, Chars::time)).isEqualTo(instant);
        });
    }

    @Test
    void idsAndEndpointsAreWrittenAndReadAsTheirTypesDo() {
        Stream.generate(samples::id).limit(2_000).forEach(id -> {
            var text = written(ascii -> ascii.id(id.getMostSignificantBits(), id.getLeastSignificantBits()));
            assertThat(text).isEqualTo(id.toString());
            assertThat(read(text, Chars::id)).isEqualTo(id);
        });
        var special = Stream.of("0.0.0.0", "255.255.255.255", "::", "::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").map(ip -> new Endpoint(IpAddress.parse(ip), 65_535));
        Stream.concat(special, Stream.generate(samples::endpoint).limit(2_000)).forEach(endpoint -> {
            var text = written(ascii -> ascii.endpoint(endpoint.ip().high(), endpoint.ip().low(), endpoint.port()));
            assertThat(text).isEqualTo(endpoint.toString());
            assertThat(read(text, Chars::endpoint)).isEqualTo(endpoint);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-29T23:59:59Z", "2024-02-29T23:59:59.5Z", "2024-06-30T12:00:00.123456Z", "+12345-01-01T00:00:00Z", "2024-01-01T00:00:00.000000001Z"})
    void timesOfOtherShapesAreReadAsInstantsAre(String text) {
        assertThat(read(text, Chars::time)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-01-01T24:00:01Z", "2024-01-01T00:60:00Z", "2024-01-01T00:00:0xZ",
        "2024-01-01 00:00:00Z", "", "yesterday", "20x4-01-01T00:00:00Z", "2024-01-01T00:00:00.1234567890Z"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> read(text, Chars::time)).isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3.4", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4:99999999999", "01.2.3.4:1", "1.2.3.256:1", "1.2.3:1", "1..3.4:1", "1.2.3.4:1x", "1.2.3.4.5:1", ""})
    void whatIsNoEndpointIsRefused(String text) {
        assertThatThrownBy(() -> read(text, Chars::endpoint)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "6af4982a-5028-fac3-3fd4-fbfaf3a8a5bx", "6af4982a+5028-fac3-3fd4-fbfaf3a8a5b3"})
    void whatIsNoIdIsRefused(String text) {
        assertThatThrownBy(() -> read(text, Chars::id)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String written(Consumer<Ascii> text) {
        var ascii = new Ascii();
        var out = new ByteArrayOutputStream();
        try (var json = Format.JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            text.accept(ascii);
            ascii.writeTo(json);
        }
        var quoted = out.toString(UTF_8);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static <T> T read(String text, Function<Chars, T> reader) {
        try (var json = Format.JSON.createParser(ObjectReadContext.empty(), "\"" + text + "\"")) {
            json.nextToken();
            return reader.apply(Chars.of(json));
        }
    }
}

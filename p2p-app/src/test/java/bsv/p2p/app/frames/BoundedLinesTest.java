package bsv.p2p.app.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {
    @Test
    void linesComeWithTheirNumbersAndTheLastNeedsNoEnd() throws IOException {
        var lines = lines("one\n\n\r\ntwo", 10);

        assertThat(lines.next()).contains(new BoundedLines.Line(1, Optional.of("one")));
        assertThat(lines.next().orElseThrow()).satisfies(line -> assertThat(line.isBlank()).isTrue());
        assertThat(lines.next().orElseThrow()).satisfies(line -> assertThat(line.isBlank()).isTrue());
        assertThat(lines.next()).contains(new BoundedLines.Line(4, Optional.of("two")));
        assertThat(lines.next()).isEmpty();
    }

    @Test
    void aLineAboveTheBoundIsSkippedAndTheNextIsRead() throws IOException {
        var lines = lines("12345\n123456\nnext\n", 5);

        assertThat(lines.next()).contains(new BoundedLines.Line(1, Optional.of("12345")));
        assertThat(lines.next()).contains(new BoundedLines.Line(2, Optional.empty()));
        assertThat(lines.next()).contains(new BoundedLines.Line(3, Optional.of("next")));
        assertThat(lines.next()).isEmpty();
    }

    private static BoundedLines lines(String text, int max) {
        return new BoundedLines(new ByteArrayInputStream(text.getBytes(UTF_8)), max);
    }
}

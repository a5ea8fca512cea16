package bsv.p2p.app.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LineOutputTest {
    @Test
    void everyLineGoesOutAtOnce() {
        var bytes = new ByteArrayOutputStream();
        var out = new LineOutput(new PrintStream(new BufferedOutputStream(bytes), false, UTF_8), () -> {});

        out.print("one");
        assertThat(bytes.toString(UTF_8)).isEqualTo("one\n");
        out.print("two");
        assertThat(bytes.toString(UTF_8)).isEqualTo("one\ntwo\n");
    }

    @Test
    void aReaderThatGoesAwayIsToldOfOnceAndNothingMoreIsWritten() throws IOException {
        var pipe = Pipe.open();
        var told = new AtomicInteger();
        var out = new LineOutput(new PrintStream(Channels.newOutputStream(pipe.sink()), false, UTF_8), told::incrementAndGet);
        out.print("heard");
        pipe.source().read(ByteBuffer.allocate(6));
        pipe.source().close();

        out.print("lost");
        out.print("lost too");

        assertThat(told).hasValue(1);
    }
}

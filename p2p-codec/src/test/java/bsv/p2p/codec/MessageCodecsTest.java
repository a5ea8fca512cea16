package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Unknown;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MessageCodecsTest {
    @Test
    void everyMessageHasOneRowUnderItsOwnName() throws Exception {
        var records = Arrays.stream(Message.class.getPermittedSubclasses()).filter(record -> record != Unknown.class).toList();
        assertThat(MessageCodecs.ALL).extracting(codec -> (Object) codec.type()).containsExactlyInAnyOrderElementsOf(records);
        for (var codec : MessageCodecs.ALL) assertThat(codec.type().getField("COMMAND").get(null)).isEqualTo(codec.command());
    }

    @Test
    void everyMessageHasAVector() {
        var commands = Vectors.valid().map(Vectors.Vector::command).distinct().toList();
        assertThat(MessageCodecs.ALL).allSatisfy(codec -> assertThat(commands).contains(codec.command()));
    }

    @Test
    void aCommandWithoutARowKeepsItsBytes() {
        var payload = Unpooled.wrappedBuffer(new byte[] {9, 1, 2, 3}).skipBytes(1);
        assertThat(MessageCodecs.decode(new Command("nosuch"), payload)).isEqualTo(new Unknown(new Command("nosuch"), Bytes.parseHex("010203")));
        assertThat(payload.isReadable()).isFalse();
    }

    @Test
    void caseCounts() {
        assertThat(Frames.decoded(new Command("Verack"), new byte[0])).isInstanceOf(Unknown.class);
    }
}

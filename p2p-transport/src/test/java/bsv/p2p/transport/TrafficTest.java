package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.MessageCount;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.spi.LinkTraffic;
import bsv.p2p.codec.MessageCodecs;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private final Traffic traffic = new Traffic();

    @Test
    void everyCommandHasItsOwnCountsWhicheverComeAndHoweverOften() {
        for (int round = 1; round <= 3; round++) {
            for (var codec : MessageCodecs.ALL) traffic.received(codec.command(), codec.command().name().length());
            for (var codec : MessageCodecs.ALL.reversed()) traffic.sent(codec.command(), 2L * codec.command().name().length());
            for (var codec : MessageCodecs.ALL) {
                var name = codec.command().name();
                assertThat(traffic.now().received()).containsEntry(name, new MessageCount(round, (long) round * name.length()));
                assertThat(traffic.now().sent()).containsEntry(name, new MessageCount(round, 2L * round * name.length()));
            }
        }
        assertThat(traffic.now().received()).hasSize(MessageCodecs.ALL.size());
    }

    @Test
    void byItsRecordAMessageIsTheSameAsByItsCommandAndWhatNobodyKnowsIsOther() {
        traffic.received(new Ping(1), 32);
        traffic.received(new Command("nonsense"), 100);
        traffic.received(Ping.COMMAND, 32);
        traffic.received(new GetAddr(), 24);
        assertThat(traffic.now().received()).containsOnlyKeys("ping", "getaddr", LinkTraffic.OTHER)
                .containsEntry("ping", new MessageCount(2, 64)).containsEntry(LinkTraffic.OTHER, new MessageCount(1, 100));
        assertThat(traffic.now().sent()).isEmpty();
    }
}

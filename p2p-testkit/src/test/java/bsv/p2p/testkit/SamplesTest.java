package bsv.p2p.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void oneSeedGivesOneSeriesOfValues() {
        assertThat(new Samples(1).peers(50)).isEqualTo(new Samples(1).peers(50)).isNotEqualTo(new Samples(2).peers(50));
        assertThat(new MessageSamples(1).oneOfEach()).isEqualTo(new MessageSamples(1).oneOfEach());
    }

    @Test
    void peersShareNeitherIdNorAddressAndAllCanBeReached() {
        var peers = new Samples(1).peers(10_000);

        assertThat(peers).doesNotHaveDuplicates().extracting(Peer::id).doesNotHaveDuplicates();
        assertThat(peers).extracting(Peer::ip).doesNotHaveDuplicates().allMatch(ip -> ip.isRoutable());
        assertThat(peers).extracting(Peer::status).contains(PeerStatus.values());
    }

    @Test
    void neighboursLiveInDifferentNetgroups() {
        var groups = new Samples(1).peers(200).stream().map(peer -> peer.ip().netgroup()).toList();

        assertThat(groups).doesNotHaveDuplicates();
    }

    @Test
    void noTwoBansHaveOneTarget() {
        var samples = new Samples(1);

        assertThat(Stream.generate(samples::ban).limit(10_000)).extracting(Ban::target).doesNotHaveDuplicates();
    }

    @Test
    void everyKindOfMessageHasASample() {
        var kinds = new MessageSamples(1).oneOfEach().stream().map(Message::getClass).collect(Collectors.toSet());

        assertThat(kinds).containsExactlyInAnyOrderElementsOf(permitted());
    }

    private static List<Class<? extends Message>> permitted() {
        return List.of(Message.class.getPermittedSubclasses()).stream().<Class<? extends Message>>map(kind -> kind.asSubclass(Message.class)).toList();
    }
}

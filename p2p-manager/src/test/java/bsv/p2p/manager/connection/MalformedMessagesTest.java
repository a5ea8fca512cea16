package bsv.p2p.manager.connection;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.spi.LinkFault;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a message that cannot be read costs, by its command; the rules are those of the reference node.
class MalformedMessagesTest {
    @ParameterizedTest
    @CsvSource({
        "inv, 0, true", "cmpctblock, 0, true", "getblocktxn, 0, true", "filterload, 0, true", "gethdrsen, 0, true",
        "mempool, 0, false", "pong, 0, false", "reject, 0, false", "notfound, 0, false", "hdrsen, 0, false", "merkleblock, 0, false", "datareftx, 0, false",
        "dsdetected, 10, false", "revokemid, 10, false",
    })
    void someCostPointsAndSomeAreAnswered(String command, int points, boolean answered) {
        var fault = new LinkFault.Malformed(new Command(command), "short", false);
        assertThat(Misbehavior.of(fault)).isEqualTo(points == 0 ? Optional.empty() : Optional.of(new Misbehavior.Points(fault.describe(), points)));
        assertThat(Misbehavior.isAnswered(fault)).isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource({"version", "protoconf", "createstrm", "streamack"})
    void othersEndTheConnection(String command) {
        var fault = new LinkFault.Malformed(new Command(command), "short", false);
        assertThat(Misbehavior.of(fault)).contains(new Misbehavior.Intolerable(fault.describe()));
    }
}

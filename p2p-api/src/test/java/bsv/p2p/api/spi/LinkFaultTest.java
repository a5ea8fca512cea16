package bsv.p2p.api.spi;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.LinkFault.BadChecksum;
import bsv.p2p.api.spi.LinkFault.BadCommand;
import bsv.p2p.api.spi.LinkFault.BadExtendedHeader;
import bsv.p2p.api.spi.LinkFault.Discarded;
import bsv.p2p.api.spi.LinkFault.Malformed;
import bsv.p2p.api.spi.LinkFault.Oversize;
import bsv.p2p.api.spi.LinkFault.WrongMagic;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinkFaultTest {
    private static final Command TX = new Command("tx");

    /// Fault, whether the place in the stream is lost, and what people read.
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new WrongMagic(Network.MAINNET.magic(), Network.STN.magic()), true, "expected magic e3e1f3e8, received fbcec4f9"),
                Arguments.of(new Oversize(TX, -1, 1_000_000_000), true, "tx payload of 18446744073709551615 bytes, the limit is 1000000000"),
                Arguments.of(new BadExtendedHeader("checksum"), true, "malformed extended header: checksum"),
                Arguments.of(new BadCommand(Bytes.parseHex("01ff")), false, "malformed command 01ff"),
                Arguments.of(new BadChecksum(TX, 0x0000000f, 0xf0000000), false, "tx checksum is 0000000f, computed f0000000"),
                Arguments.of(new Malformed(TX, "inputs", false), false, "malformed tx: inputs"),
                Arguments.of(new Discarded(TX, 5_000_000, true), false, "tx payload of 5000000 bytes discarded, checksum right"),
                Arguments.of(new Discarded(TX, 5_000_000, false), false, "tx payload of 5000000 bytes discarded, checksum wrong"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultsTellWhetherTheStreamGoesOn(LinkFault fault, boolean endsStream, String text) {
        assertThat(fault.endsStream()).isEqualTo(endsStream);
        assertThat(fault.describe()).isEqualTo(text);
    }

    @Test
    void noFaultIsForgottenAbove() {
        assertThat(faults().<Class<?>>map(fault -> fault.get()[0].getClass()).distinct()).containsExactlyInAnyOrder(LinkFault.class.getPermittedSubclasses());
    }
}

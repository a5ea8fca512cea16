package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.LinkFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameBytesTest {
    private static final String PING = "dab5bffa70696e670000000000000000080000008c820c800700000000000000";

    @Test
    void aFrameIsWrittenAndReadAgain() {
        assertThat(FrameBytes.write(new Ping(7), Network.REGTEST.magic()).toHex()).isEqualTo(PING);
        assertThat(read(PING)).asInstanceOf(type(FrameBytes.Whole.class)).satisfies(whole -> {
            assertThat(whole.message()).isEqualTo(new Ping(7));
            assertThat(whole.header().length()).isEqualTo(8);
            assertThat(whole.canonical()).isTrue();
            assertThat(whole.trailing()).isZero();
        });
    }

    @Test
    void anExtendedHeaderIsWrittenForASmallPayloadIfAskedFor() {
        var frame = FrameBytes.writeExtended(new Ping(7), Network.REGTEST.magic());

        assertThat(frame.length()).isEqualTo(FrameHeader.EXTENDED_LENGTH + 8);
        assertThat(read(frame.toHex())).asInstanceOf(type(FrameBytes.Whole.class)).satisfies(whole -> {
            assertThat(whole.header().extended()).isTrue();
            assertThat(whole.message()).isEqualTo(new Ping(7));
        });
    }

    @Test
    void whatFollowsAFrameIsCountedAndNotRead() {
        assertThat(read(PING + "00000000")).asInstanceOf(type(FrameBytes.Whole.class)).extracting(FrameBytes.Whole::trailing).isEqualTo(4);
        assertThat(read(PING + PING)).asInstanceOf(type(FrameBytes.Whole.class)).extracting(FrameBytes.Whole::trailing).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 23, 24, 31})
    void aPartOfAFrameIsCutOff(int bytes) {
        assertThat(read(PING.substring(0, 2 * bytes))).isEqualTo(new FrameBytes.CutOff());
    }

    @Test
    void aPayloadThatWouldBeWrittenOtherwiseIsNotCanonical() {
        var longer = FrameBytes.write(new Unknown(new Command("ping"), Bytes.parseHex("070000000000000001")), Network.REGTEST.magic());

        assertThat(read(longer.toHex())).asInstanceOf(type(FrameBytes.Whole.class)).satisfies(whole -> {
            assertThat(whole.message()).isEqualTo(new Ping(7));
            assertThat(whole.canonical()).isFalse();
        });
    }

    @Test
    void whatIsNoFrameIsAFault() {
        assertThat(read(PING.replace("8c820c80", "00000000"))).asInstanceOf(type(FrameBytes.Faulty.class))
                .extracting(FrameBytes.Faulty::fault).isInstanceOf(LinkFault.BadChecksum.class);
        assertThat(read("00" + PING)).asInstanceOf(type(FrameBytes.Faulty.class)).extracting(FrameBytes.Faulty::fault).isInstanceOf(LinkFault.WrongMagic.class);
    }

    private static FrameBytes.Outcome read(String hex) {
        return FrameBytes.read(Bytes.parseHex(hex), Network.REGTEST.magic(), PayloadLimits.DEFAULT);
    }
}

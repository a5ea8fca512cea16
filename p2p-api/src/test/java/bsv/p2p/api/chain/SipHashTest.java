package bsv.p2p.api.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {
    /// The test vectors of the authors, for 0, 8 and 16 bytes 00 01 02 … under the key 00 01 … 0f.
    @Test
    void isSipHash24() {
        var hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        assertThat(hash.of()).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(hash.of(0x0706050403020100L)).isEqualTo(0x93f5f5799a932462L);
        assertThat(hash.of(0x0706050403020100L, 0x0f0e0d0c0b0a0908L)).isEqualTo(0x3f2acc7f57c29bdbL);
    }
}

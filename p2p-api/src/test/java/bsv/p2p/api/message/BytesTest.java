package bsv.p2p.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class BytesTest {
    private static final Bytes TEN = Bytes.parseHex("00010203040506070809");

    @Test
    void copiesAreNotChangedFromOutside() {
        var array = new byte[] {1, 2};
        var copy = Bytes.copyOf(array);
        array[0] = 9;
        copy.toArray()[1] = 9;
        assertThat(copy).isEqualTo(Bytes.parseHex("0102"));
        assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> copy.asByteBuffer().put((byte) 1));
    }

    @Test
    void slicesAreWindows() {
        var middle = TEN.slice(2, 5).slice(1, 3);
        assertThat(middle.toHex()).isEqualTo("030405");
        assertThat(middle.at(2)).isEqualTo((byte) 5);
        assertThat(middle.asByteBuffer().remaining()).isEqualTo(3);
        assertThat(middle.asByteBuffer().get(0)).isEqualTo((byte) 3);
        var target = new byte[5];
        middle.copyTo(target, 1);
        assertThat(target).containsExactly(0, 3, 4, 5, 0);
        assertThat(TEN.slice(10, 0)).isSameAs(Bytes.EMPTY);
        assertThat(middle.compact()).isEqualTo(middle).isNotSameAs(middle);
        var own = middle.compact();
        assertThat(own.compact()).isSameAs(own);
    }

    @Test
    void nothingIsReadBeyondTheWindow() {
        var window = TEN.slice(1, 8);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> window.at(8));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> window.at(-1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> window.slice(0, 9));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> window.slice(-1, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> window.intLeAt(5));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> window.longLeAt(1));
    }

    @Test
    void wordsAreLeastSignificantByteFirst() {
        assertThat(TEN.slice(1, 8).intLeAt(0)).isEqualTo(0x04030201);
        assertThat(TEN.slice(1, 8).longLeAt(0)).isEqualTo(0x0807060504030201L);
    }

    @Test
    void equalBytesAreEqualWhereverTheyLie() {
        var same = Bytes.parseHex("ff030405").slice(1, 3);
        assertThat(same).isEqualTo(TEN.slice(3, 3)).hasSameHashCodeAs(TEN.slice(3, 3)).isNotEqualTo(TEN.slice(3, 4)).isNotEqualTo(TEN.slice(4, 3));
        assertThat(same.equals((Object) "030405")).isFalse();
    }

    @Test
    void textHasOneByteForEachCharacter() {
        assertThat(Bytes.ofLatin1("/\u00e9\u00ff\0")).isEqualTo(Bytes.parseHex("2fe9ff00"));
        assertThat(Bytes.parseHex("2fe9ff00").toLatin1()).isEqualTo("/\u00e9\u00ff\0");
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.ofLatin1("\u20ac"));
    }

    @Test
    void muchIsPrintedInPart() {
        assertThat(Bytes.EMPTY.toString()).isEmpty();
        assertThat(Bytes.wrap(new byte[32]).toString()).isEqualTo("00".repeat(32));
        assertThat(Bytes.wrap(new byte[33]).toString()).isEqualTo("00".repeat(32) + "… (33 bytes)");
    }

    @Test
    void doubleSha256IsThatOfTheNetwork() {
        assertThat(Bytes.EMPTY.doubleSha256()).hasToString("56944c5d3f98413ef45cf54545538103cc9f298e0575820ad3591376e2e0f65d");
        assertThat(TEN.slice(10, 0).doubleSha256()).isEqualTo(Bytes.EMPTY.doubleSha256());
    }
}

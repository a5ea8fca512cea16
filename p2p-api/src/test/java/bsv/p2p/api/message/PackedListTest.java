package bsv.p2p.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedListTest {
    private static final Bytes SIX = Bytes.parseHex("000102030405");

    @Test
    void elementsOfOneWidthAreMadeWhenAsked() {
        var list = PackedList.of(SIX, 2, (bytes, offset) -> bytes.at(offset) * 100 + bytes.at(offset + 1));
        assertThat(list).containsExactly(1, 203, 405).isEqualTo(List.of(1, 203, 405)).hasSameHashCodeAs(List.of(1, 203, 405));
        assertThat(list.bytes()).isSameAs(SIX);
        assertOutside(list, 3);
        assertThat(PackedList.of(Bytes.EMPTY, 36, (bytes, offset) -> offset)).isEmpty();
    }

    @Test
    void elementsOfManyWidthsAreMadeWhenAsked() {
        var list = PackedList.of(SIX, new int[] {1, 4, 4, 6}, Bytes::toHex);
        assertThat(list).containsExactly("00", "010203", "", "0405");
        assertThat(list.bytes()).isSameAs(SIX);
        assertOutside(list, 4);
        assertThat(PackedList.of(Bytes.EMPTY, new int[0], Bytes::toHex)).isEmpty();
    }

    @Test
    void theBytesMustBeWholeElements() {
        assertThatIllegalArgumentException().isThrownBy(() -> PackedList.of(SIX, 4, (bytes, offset) -> offset)).withMessage("expected a multiple of 4 bytes, found 6");
        assertThatIllegalArgumentException().isThrownBy(() -> PackedList.of(SIX, 0, (bytes, offset) -> offset));
        assertThatIllegalArgumentException().isThrownBy(() -> PackedList.of(SIX, new int[] {5}, Bytes::toHex)).withMessage("expected the elements to end at byte 6, they end at 5");
        assertThatIllegalArgumentException().isThrownBy(() -> PackedList.of(SIX, new int[0], Bytes::toHex));
    }

    /// Nothing is left open here: to refuse is all that such a list does with a change, as `List` demands.
    @Test
    void nobodyChangesIt() {
        var list = PackedList.of(SIX, new int[] {6}, Bytes::toHex);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> list.set(0, ""));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> list.remove(0));
    }

    @Test
    void recordsKeepItAndCopyOtherLists() {
        var packed = PackedList.of(Bytes.wrap(new byte[36]), 36, (bytes, offset) -> new InventoryItem(0, Hash256.ofWire(bytes, offset + 4)));
        assertThat(new Inv(packed).items()).isSameAs(packed);
        var changing = new ArrayList<>(packed);
        var inv = new Inv(changing);
        changing.clear();
        assertThat(inv.items()).hasSize(1);
    }

    private static void assertOutside(List<?> list, int index) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(index));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(-1));
    }
}

package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.PackedList;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Lists whose elements differ in width: walked over once to prove them well formed and to find where each ends, then made when asked for.
final class VariableList {
    private VariableList() {}

    /// A count and as many elements.
    ///
    /// @param minWidth bytes of the smallest possible element, not much below 4: each element costs an `int` beside its bytes
    /// @param skip walks over an element; it must refuse whatever `element` would not read
    /// @param element makes one from exactly its bytes
    static <E> PackedList<E> read(String field, int minWidth, PayloadReader in, Consumer<PayloadReader> skip, Function<PayloadReader, ? extends E> element) {
        int count = in.count(field, minWidth);
        int start = in.position();
        var ends = new int[count];
        for (int i = 0; i < count; i++) {
            skip.accept(in);
            ends[i] = in.position() - start;
        }
        return PackedList.of(in.since(start), ends, bytes -> element.apply(readerOf(bytes)));
    }

    /// Of bytes that were walked over before.
    static PayloadReader readerOf(Bytes bytes) {
        return new PayloadReader(bytes);
    }
}

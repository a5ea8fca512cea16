package bsv.p2p.api.message;

import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A list whose elements differ in width, one after the other in bytes that are known to be well formed. Walking over it costs nothing
/// beside the walk; the first to ask for an element by its index pays for finding all of them.
abstract class WalkedList<E> extends PackedList<E> {
    /// Where each element begins and the last one ends, once somebody asked. Seen by any thread, or found once more.
    private volatile int @Nullable [] bounds;

    /// @param start where in the array of `wire` the elements begin
    /// @param minWidth bytes of the smallest element there is
    /// @throws IndexOutOfBoundsException if so many cannot be there
    WalkedList(Bytes wire, int start, int size, int minWidth) {
        super(wire, start - wire.offset(), size);
        if ((long) size * minWidth > wire.offset() + wire.length() - start) {
            throw new IndexOutOfBoundsException("no %d elements of %d bytes in what follows byte %d of %d".formatted(size, minWidth, start(), wire.length()));
        }
    }

    /// Where in the array the elements begin.
    int first() {
        return wire().offset() + start();
    }

    /// Where the element ends that begins at `from`.
    abstract int end(int from);

    abstract E read(int from, int end);

    @Override
    public E get(int index) {
        Objects.checkIndex(index, size());
        var known = bounds;
        if (known == null) bounds = known = findBounds();
        return read(known[index], known[index + 1]);
    }

    private int[] findBounds() {
        var found = new int[size() + 1];
        found[0] = first();
        for (int i = 0; i < size(); i++) found[i + 1] = end(found[i]);
        return found;
    }

    static NoSuchElementException atTheEnd() {
        return new NoSuchElementException();
    }
}

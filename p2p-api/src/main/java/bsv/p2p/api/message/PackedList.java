package bsv.p2p.api.message;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/// An immutable list that keeps its elements as they are on the wire, each of the same width, and makes them when asked: a
/// thousand inventory items cost their bytes and nothing else. Asking twice makes an element twice.
///
/// @param <E> the element
public final class PackedList<E> extends AbstractList<E> implements RandomAccess {
    private final Bytes bytes;
    private final int width;
    private final Reader<? extends E> reader;

    private PackedList(Bytes bytes, int width, Reader<? extends E> reader) {
        this.bytes = bytes;
        this.width = width;
        this.reader = reader;
    }

    /// Makes the element whose bytes begin at an offset.
    @FunctionalInterface
    public interface Reader<E> {
        E read(Bytes bytes, int offset);
    }

    /// A list over `bytes`.
    ///
    /// @param width bytes of one element, at least 1
    /// @throws IllegalArgumentException if `bytes` is not a whole number of elements
    public static <E> PackedList<E> of(Bytes bytes, int width, Reader<? extends E> reader) {
        if (width < 1 || bytes.length() % width != 0) {
            throw new IllegalArgumentException("expected a multiple of %d bytes, found %d".formatted(width, bytes.length()));
        }
        return new PackedList<>(bytes, width, reader);
    }

    /// `list` itself if nobody can change it, else a copy: what records of this package do with every list they are given.
    static <E> List<E> immutable(List<E> list) {
        return list instanceof PackedList<E> ? list : List.copyOf(list);
    }

    /// The elements in wire form, one after the other.
    public Bytes bytes() {
        return bytes;
    }

    @Override
    public E get(int index) {
        Objects.checkIndex(index, size());
        return reader.read(bytes, index * width);
    }

    @Override
    public int size() {
        return bytes.length() / width;
    }
}

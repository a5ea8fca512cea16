package bsv.p2p.api.message;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Function;

/// An immutable list that keeps its elements as they are on the wire and makes them when asked: a thousand inventory items cost
/// their bytes and nothing else. Asking twice makes an element twice.
///
/// @param <E> the element
public final class PackedList<E> extends AbstractList<E> implements RandomAccess {
    private final Bytes bytes;
    private final int size;
    /// What an index is multiplied by before the reader gets it: the width of an element, or 1 if they differ.
    private final int step;
    private final Reader<? extends E> reader;

    private PackedList(Bytes bytes, int size, int step, Reader<? extends E> reader) {
        this.bytes = bytes;
        this.size = size;
        this.step = step;
        this.reader = reader;
    }

    /// Makes the element whose bytes begin at an offset.
    @FunctionalInterface
    public interface Reader<E> {
        E read(Bytes bytes, int offset);
    }

    /// A list over `bytes` whose elements are all of the same width.
    ///
    /// @param width bytes of one element, at least 1
    /// @throws IllegalArgumentException if `bytes` is not a whole number of elements
    public static <E> PackedList<E> of(Bytes bytes, int width, Reader<? extends E> reader) {
        if (width < 1 || bytes.length() % width != 0) {
            throw new IllegalArgumentException("expected a multiple of %d bytes, found %d".formatted(width, bytes.length()));
        }
        return new PackedList<>(bytes, bytes.length() / width, width, reader);
    }

    /// A list over `bytes` whose elements differ in width.
    ///
    /// @param ends where each element ends, in ascending order, the last one with `bytes`; the caller gives the array away
    /// @param reader makes an element from exactly its bytes
    /// @throws IllegalArgumentException if the last element does not end with `bytes`
    public static <E> PackedList<E> of(Bytes bytes, int[] ends, Function<? super Bytes, ? extends E> reader) {
        int end = ends.length == 0 ? 0 : ends[ends.length - 1];
        if (end != bytes.length()) throw new IllegalArgumentException("expected the elements to end at byte %d, they end at %d".formatted(bytes.length(), end));
        return new PackedList<>(bytes, ends.length, 1, (all, index) -> {
            int start = index == 0 ? 0 : ends[index - 1];
            return reader.apply(all.slice(start, ends[index] - start));
        });
    }

    /// A list over `bytes` whose elements are found by a way of their own.
    ///
    /// @param size how many elements there are
    /// @param byIndex makes an element when given its index where other readers are given an offset
    public static <E> PackedList<E> byIndex(Bytes bytes, int size, Reader<? extends E> byIndex) {
        return new PackedList<>(bytes, size, 1, byIndex);
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
        Objects.checkIndex(index, size);
        return reader.read(bytes, index * step);
    }

    @Override
    public int size() {
        return size;
    }
}

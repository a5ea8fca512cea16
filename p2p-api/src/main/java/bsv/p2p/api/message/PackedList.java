package bsv.p2p.api.message;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.Function;

/// An immutable list that keeps its elements as they are on the wire and makes them when asked: a thousand inventory items cost
/// their bytes and nothing else. Asking twice makes an element twice.
///
/// Lists that are walked over often have a class of their own, with an iterator of its own: a loop over one then compiles to reads of
/// its bytes, and the elements, if nobody keeps them, are never made.
///
/// @param <E> the element
public abstract class PackedList<E> extends AbstractList<E> implements RandomAccess {
    private final Bytes wire;
    private final int start;
    private final int size;

    /// @param wire the elements, and before them whatever there is
    /// @param start where the elements begin
    PackedList(Bytes wire, int start, int size) {
        this.wire = wire;
        this.start = start;
        this.size = size;
    }

    /// Makes the element whose bytes begin at an offset.
    @FunctionalInterface
    public interface Reader<E> {
        E read(Bytes bytes, int offset);
    }

    /// Makes the list whose elements begin at an offset, with their count before them.
    @FunctionalInterface
    public interface View<E> {
        PackedList<E> of(Bytes countAndElements, int offset);
    }

    /// A list over `bytes` whose elements are all of the same width.
    ///
    /// @param width bytes of one element, at least 1
    /// @throws IllegalArgumentException if `bytes` is not a whole number of elements
    public static <E> PackedList<E> of(Bytes bytes, int width, Reader<? extends E> reader) {
        if (width < 1 || bytes.length() % width != 0) {
            throw new IllegalArgumentException("expected a multiple of %d bytes, found %d".formatted(width, bytes.length()));
        }
        return new Read<>(bytes, bytes.length() / width, width, reader);
    }

    /// A list over `bytes` whose elements differ in width.
    ///
    /// @param ends where each element ends, in ascending order, the last one with `bytes`; the caller gives the array away
    /// @param reader makes an element from exactly its bytes
    /// @throws IllegalArgumentException if the last element does not end with `bytes`
    public static <E> PackedList<E> of(Bytes bytes, int[] ends, Function<? super Bytes, ? extends E> reader) {
        int end = ends.length == 0 ? 0 : ends[ends.length - 1];
        if (end != bytes.length()) throw new IllegalArgumentException("expected the elements to end at byte %d, they end at %d".formatted(bytes.length(), end));
        return new Read<>(bytes, ends.length, 1, (all, index) -> {
            int start = index == 0 ? 0 : ends[index - 1];
            return reader.apply(all.slice(start, ends[index] - start));
        });
    }

    /// A list over `bytes` whose elements are found by a way of their own.
    ///
    /// @param size how many elements there are
    /// @param byIndex makes an element when given its index where other readers are given an offset
    public static <E> PackedList<E> byIndex(Bytes bytes, int size, Reader<? extends E> byIndex) {
        return new Read<>(bytes, size, 1, byIndex);
    }

    /// `list` itself if nobody can change it, else a copy: what records of this package do with every list they are given.
    static <E> List<E> immutable(List<E> list) {
        return list instanceof PackedList<E> ? list : List.copyOf(list);
    }

    /// The elements in wire form, one after the other.
    public Bytes bytes() {
        return wire.slice(start, wire.length() - start);
    }

    /// The elements in wire form with their count before them, if that is how they came. Where it is the whole payload of a message that
    /// was received, its hash is known.
    public Optional<Bytes> countAndElements() {
        return Optional.empty();
    }

    @Override
    public int size() {
        return size;
    }

    Bytes wire() {
        return wire;
    }

    int start() {
        return start;
    }

    /// Steps through a list. Extended where the list's own class is known, so that there is nothing to find out at run time.
    abstract static class Cursor<E> implements Iterator<E> {
        private final int size;
        private int next;

        Cursor(int size) {
            this.size = size;
        }

        /// The elements are asked for in order, each once.
        abstract E read(int index);

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public E next() {
            if (next >= size) throw new NoSuchElementException();
            return read(next++);
        }
    }

    private static final class Read<E> extends PackedList<E> {
        /// What an index is multiplied by before the reader gets it: the width of an element, or 1 if they differ.
        private final int step;
        private final Reader<? extends E> reader;

        Read(Bytes bytes, int size, int step, Reader<? extends E> reader) {
            super(bytes, 0, size);
            this.step = step;
            this.reader = reader;
        }

        @Override
        public E get(int index) {
            Objects.checkIndex(index, size());
            return reader.read(wire(), index * step);
        }
    }
}

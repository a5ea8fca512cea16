package bsv.p2p.app.config;

import java.util.List;
import java.util.function.Function;

/// How the text of a setting becomes its value and back.
///
/// @param list whether the value is made of several texts
/// @param reader throws IllegalArgumentException with what it expected and found; gets one text if this is no list
/// @param printer what [#reader] reads back
record Kind<T>(boolean list, Function<List<String>, T> reader, Function<T, String> printer) {

    static <T> Kind<T> one(Function<String, T> reader, Function<T, String> printer) {
        return new Kind<>(false, texts -> reader.apply(texts.getFirst()), printer);
    }

    static <E> Kind<List<E>> many(Function<String, E> reader, Function<E, String> printer) {
        return new Kind<>(true, texts -> texts.stream().map(reader).toList(), values -> String.join(",", values.stream().map(printer).toList()));
    }

    T read(Given given) {
        if (list) return reader.apply(given.elements());
        if (given.values().size() != 1) throw new IllegalArgumentException("expected one value, found " + given.values().size());
        return reader.apply(List.of(given.joined().strip()));
    }
}

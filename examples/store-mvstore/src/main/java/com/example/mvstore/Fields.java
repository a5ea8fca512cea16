package com.example.mvstore;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;

/// The parts that peers and bans are made of. A text may hold anything a stranger sent, the halves of characters too: the engine writes
/// texts char by char, so they come back.
final class Fields {
    private Fields() {}

    static void put(WriteBuffer out, String text) {
        out.putVarInt(text.length()).putStringData(text, text.length());
    }

    static String text(ByteBuffer in) {
        return DataUtils.readString(in);
    }

    static void put(WriteBuffer out, Instant time) {
        out.putLong(time.getEpochSecond()).putInt(time.getNano());
    }

    static Instant time(ByteBuffer in) {
        return Instant.ofEpochSecond(in.getLong(), in.getInt());
    }

    static <T> void put(WriteBuffer out, Optional<T> value, BiConsumer<WriteBuffer, T> put) {
        out.put((byte) (value.isPresent() ? 1 : 0));
        value.ifPresent(present -> put.accept(out, present));
    }

    static <T> Optional<T> maybe(ByteBuffer in, Function<ByteBuffer, T> read) {
        return in.get() == 1 ? Optional.of(read.apply(in)) : Optional.empty();
    }
}

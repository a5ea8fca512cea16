package bsv.p2p.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A way to damage a file.
///
/// @param what in words
/// @param harm makes the new content; empty if the file is to go
record Damage(String what, UnaryOperator<Optional<byte[]>> harm) {
    private static final byte[] INSIDE = "what a directory holds".getBytes(UTF_8);

    private static final int FLIPS = 12;

    /// All ways.
    static final List<Damage> ALL = Stream.concat(Stream.of(
            change("cut in half", good -> Arrays.copyOf(good, good.length / 2)),
            change("cut near its end", good -> Arrays.copyOf(good, good.length * 9 / 10)),
            change("emptied", _ -> new byte[0]),
            change("zeroed", good -> new byte[good.length]),
            change("zeroed in the middle", Damage::zeroMiddle),
            change("garbage", good -> garbage(Math.max(5_000, good.length))),
            change("brackets", _ -> "[".repeat(200_000).getBytes(UTF_8)),
            new Damage("missing", _ -> Optional.empty()),
            new Damage("a directory", _ -> Optional.empty())), IntStream.range(0, FLIPS).mapToObj(Damage::flip)).toList();

    private static Damage change(String what, UnaryOperator<byte[]> harm) {
        return new Damage(what, good -> good.map(harm));
    }

    /// Damages the file.
    ///
    /// @return whether that changed it
    boolean to(Path file) throws IOException {
        var good = Files.readAllBytes(file);
        var bad = harm.apply(Optional.of(good));
        if (bad.isPresent()) {
            Files.write(file, bad.get());
            return !Arrays.equals(good, bad.get());
        }
        Files.delete(file);
        if (what.equals("a directory")) Files.write(Files.createDirectory(file).resolve("inside"), INSIDE);
        return true;
    }

    /// What the damage left, which must not be lost; empty if it left nothing.
    Optional<byte[]> left(Path file) {
        try {
            if (Files.isDirectory(file)) return Optional.of(INSIDE);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// One bit, the places all over the file.
    private static Damage flip(int number) {
        return change("a bit flipped after %d parts of %d".formatted(number, FLIPS), good -> {
            var bad = good.clone();
            if (bad.length > 0) bad[(int) ((long) bad.length * number / FLIPS)] ^= (byte) (1 << number % 8);
            return bad;
        });
    }

    private static byte[] zeroMiddle(byte[] good) {
        var bad = good.clone();
        Arrays.fill(bad, bad.length / 3, bad.length * 2 / 3, (byte) 0);
        return bad;
    }

    private static byte[] garbage(int length) {
        var noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }
}

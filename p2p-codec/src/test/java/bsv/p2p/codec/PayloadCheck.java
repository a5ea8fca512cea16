package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Unknown;
import java.util.Arrays;
import java.util.Optional;

/// What holds for every payload whatsoever: it is a message, all of which can be read and written, or malformed, which is said with a place;
/// and it takes memory in proportion. Random tests and the fuzzer ask the same.
final class PayloadCheck {
    private static final long SLACK = 64 << 10;

    private PayloadCheck() {}

    /// @throws AssertionError if something does not hold; anything else that is thrown is as bad
    static void check(Command command, byte[] payload) {
        var message = read(command, payload);
        message.ifPresent(whole -> {
            require(!(whole instanceof Unknown), "it has a codec");
            require(WireFields.of(whole) != null, "all can be read");
            var written = Frames.payloadOf(whole);
            require(Frames.decoded(command, written).equals(whole), "what was written says the same");
            require(Arrays.equals(Frames.payloadOf(Frames.decoded(command, written)), written), "and is written the same");
        });
        checkAllocation(command, payload);
    }

    static void checkAllocation(Command command, byte[] payload) {
        var bytes = Bytes.wrap(payload);
        long allocated = Allocation.of(() -> decodeOrRefuse(command, bytes));
        // The payload is there already: what a connection holds is twice that.
        require(allocated < payload.length + SLACK, "%s of %d bytes took %d".formatted(command, payload.length, allocated));
    }

    private static Optional<Message> read(Command command, byte[] payload) {
        try {
            return Optional.of(Frames.decoded(command, payload));
        } catch (MalformedMessage malformed) {
            require(malformed.offset() >= 0 && malformed.offset() <= payload.length, "the place is in the payload: " + malformed.detail());
            require(malformed.detail().matches("\\w+ at byte \\d+: expected .+, found .+"), malformed.detail());
            return Optional.empty();
        }
    }

    private static void decodeOrRefuse(Command command, Bytes payload) {
        try {
            MessageCodecs.decode(command, payload);
        } catch (MalformedMessage malformed) {
            require(malformed.getStackTrace().length == 0, "a refusal is cheap");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) throw new AssertionError(what);
    }
}

package bsv.p2p.codec;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.peer.Network;
import java.util.Arrays;

/// What a fuzzer calls: one decoder, or the reader of frames. [FuzzRun] starts it.
public final class FuzzTarget {
    /// Instead of a command: the bytes are a stream, the first of them says how it is cut.
    static final String STREAM = "stream";

    private static String target = STREAM;

    private FuzzTarget() {}

    /// Called once.
    ///
    /// @param arguments one: the command whose payloads the inputs are
    public static void fuzzerInitialize(String[] arguments) {
        target = arguments[0];
    }

    /// Called for each input; whatever it throws is a finding.
    public static void fuzzerTestOneInput(byte[] input) {
        check(target, input);
    }

    static void check(String target, byte[] input) {
        if (!target.equals(STREAM)) {
            PayloadCheck.check(new Command(target), input);
        } else if (input.length > 0) {
            var stream = Arrays.copyOfRange(input, 1, input.length);
            var magic = Network.REGTEST.magic();
            var whole = Heard.in(stream, magic);
            int piece = Math.min(input[0] & 0xff, stream.length);
            if (!Heard.in(stream, magic, PayloadLimits.DEFAULT, piece).all.equals(whole.all)) throw new AssertionError("cut at " + piece);
        }
    }
}

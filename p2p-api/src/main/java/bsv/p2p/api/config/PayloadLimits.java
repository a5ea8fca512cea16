package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import java.util.ArrayList;
import java.util.OptionalLong;

/// How large a payload may be.
///
/// @param maxRecvPayloadLength largest payload of ordinary messages, in bytes; peers learn it from our protoconf; 1 MiB to 4294967295
/// @param maxBlockPayload largest block and block-like payload, in bytes; empty for no limit
/// @param streamThreshold payloads above it are not held in memory but streamed, in bytes; at least 1 MiB, at most 1 GiB
public record PayloadLimits(long maxRecvPayloadLength, OptionalLong maxBlockPayload, long streamThreshold) {
    /// The documented defaults.
    public static final PayloadLimits DEFAULT = new PayloadLimits(2_097_152, OptionalLong.empty(), 4L << 20);

    public PayloadLimits {
        var problems = new ArrayList<String>();
        Checks.inRange(problems, "maxRecvPayloadLength", maxRecvPayloadLength, 1_048_576, 0xffff_ffffL);
        if (maxBlockPayload.isPresent()) Checks.inRange(problems, "maxBlockPayload", maxBlockPayload.getAsLong(), 1_048_576, Long.MAX_VALUE);
        Checks.inRange(problems, "streamThreshold", streamThreshold, 1_048_576, 1L << 30);
        InvalidConfiguration.throwIfAny(problems);
    }

    public PayloadLimits withMaxRecvPayloadLength(long newMaxRecvPayloadLength) {
        return new PayloadLimits(newMaxRecvPayloadLength, maxBlockPayload, streamThreshold);
    }

    public PayloadLimits withMaxBlockPayload(OptionalLong newMaxBlockPayload) {
        return new PayloadLimits(maxRecvPayloadLength, newMaxBlockPayload, streamThreshold);
    }

    public PayloadLimits withStreamThreshold(long newStreamThreshold) {
        return new PayloadLimits(maxRecvPayloadLength, maxBlockPayload, newStreamThreshold);
    }
}

package bsv.p2p.codec;

import bsv.p2p.api.config.PayloadLimits;

/// Which limit the payload of a message has. Source: protocol.cpp, GetMaxMessageLength.
enum SizeLimit {
    /// Most messages, and those we do not know: what our protoconf says.
    PROTOCOL {
        @Override
        long of(PayloadLimits limits) {
            return limits.maxRecvPayloadLength();
        }
    },

    /// Blocks, and what can be as large.
    BLOCK {
        @Override
        long of(PayloadLimits limits) {
            return limits.maxBlockPayload().orElse(Long.MAX_VALUE);
        }
    },

    /// Six bytes for each transaction of the smallest usual size that fits a block, and a header.
    BLOCK_REQUEST {
        @Override
        long of(PayloadLimits limits) {
            long indexes = BLOCK.of(limits) / 215 * 6;
            return indexes + FrameHeader.lengthFor(indexes);
        }
    },

    /// The consensus limit of a transaction. Source: policy.h.
    TRANSACTION {
        @Override
        long of(PayloadLimits limits) {
            return 1_000_000_000;
        }
    },

    PROTO_CONF {
        @Override
        long of(PayloadLimits limits) {
            return 1_048_576;
        }
    };

    /// In bytes.
    abstract long of(PayloadLimits limits);
}

package bsv.p2p.api.chain;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Hash256;
import java.util.Optional;

/// The work that a header must show: its hash, read as a number, is not above the target that its bits tell. Whether those bits are the
/// right ones takes the headers before it to see. Source: pow.cpp and arith_uint256.cpp of the reference node.
public final class ProofOfWork {
    /// The easiest target of mainnet, testnet and STN, in compact form. Source: chainparams.cpp.
    public static final long PUBLIC_LIMIT = 0x1d00_ffffL;
    private static final int SIGN = 0x0080_0000;
    private static final int MANTISSA = 0x007f_ffff;
    private static final int MANTISSA_BYTES = 3;

    private ProofOfWork() {}

    /// Whether a header meets the target that it names, and that target is no easier than `limit`.
    ///
    /// @param limit in compact form
    public static boolean isShown(BlockHeader header, long limit) {
        var target = target(header.bits());
        var easiest = target(limit).orElseThrow(() -> new IllegalArgumentException("expected a target in compact form, found %08x".formatted(limit)));
        return target.isPresent() && target.get().compareTo(easiest) <= 0 && header.hash().compareTo(target.get()) <= 0;
    }

    /// The number that a compact form stands for: a byte that tells its length, then its three highest bytes.
    ///
    /// @param bits unsigned 32 bit
    /// @return empty if it is zero, negative, or does not fit 256 bits
    public static Optional<Hash256> target(long bits) {
        int exponent = (int) (bits >>> 24);
        int mantissa = (int) bits & MANTISSA;
        if (exponent < MANTISSA_BYTES) mantissa >>>= 8 * (MANTISSA_BYTES - exponent);
        if (mantissa == 0 || (bits & SIGN) != 0) return Optional.empty();
        var bytes = new byte[Hash256.LENGTH];
        for (int i = 0; i < MANTISSA_BYTES; i++) {
            byte part = (byte) (mantissa >>> (8 * i));
            int at = Math.max(exponent - MANTISSA_BYTES, 0) + i;
            if (at < bytes.length) bytes[at] = part;
            else if (part != 0) return Optional.empty();
        }
        return Optional.of(Hash256.ofWire(bytes, 0));
    }
}

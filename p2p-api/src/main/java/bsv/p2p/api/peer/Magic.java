package bsv.p2p.api.peer;

import java.util.HexFormat;

/// The four bytes that begin every frame and tell the networks apart.
///
/// @param bits the bytes in wire order, the first one highest: `e3e1f3e8` is `0xe3e1f3e8`
public record Magic(int bits) {
    /// Reads eight hex digits in wire order.
    ///
    /// @throws IllegalArgumentException if `hex` is anything else
    public static Magic parse(String hex) {
        if (!hex.matches("[0-9a-fA-F]{8}")) throw new IllegalArgumentException("expected a magic of 8 hex digits such as e3e1f3e8, found \"" + hex + "\"");
        return new Magic(Integer.parseUnsignedInt(hex, 16));
    }

    /// Eight lower-case hex digits in wire order.
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(bits);
    }
}

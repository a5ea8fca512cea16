package bsv.p2p.api.peer;

import java.util.Optional;

/// A block of addresses, such as `203.0.113.0/24` or `2001:db8::/32`; a single address is a block of one. Host bits are
/// cleared, so equal blocks are equal however they were written.
///
/// @param base the lowest address of the block
/// @param prefix the bits that count: 0..32 where `base` is IPv4, else 0..128
public record Cidr(IpAddress base, int prefix) {
    public Cidr {
        int width = base.isIpv4() ? 32 : 128;
        if (prefix < 0 || prefix > width) {
            throw new IllegalArgumentException("prefix of %s must be 0..%d, is %d".formatted(base, width, prefix));
        }
        base = masked(base, prefix);
    }

    /// The block that holds `address` alone.
    public static Cidr of(IpAddress address) {
        return new Cidr(address, address.isIpv4() ? 32 : 128);
    }

    /// Reads `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`, and `::ffff:203.0.113.0/120` as the second.
    ///
    /// @throws IllegalArgumentException if `text` is neither an address nor a block
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) return of(IpAddress.parse(text));
        var base = IpAddress.parse(text.substring(0, slash));
        var digits = text.substring(slash + 1);
        if (!digits.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("expected a prefix length after \"/\", found \"" + text + "\"");
        }
        boolean mapped = base.isIpv4() && text.indexOf(':') >= 0;
        return new Cidr(base, Integer.parseInt(digits) - (mapped ? 96 : 0));
    }

    /// As [#parse], empty where that throws.
    public static Optional<Cidr> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public boolean contains(IpAddress address) {
        return base.isIpv4() == address.isIpv4() && masked(address, prefix).equals(base);
    }

    /// Whether it holds one address only.
    public boolean isSingle() {
        return prefix == (base.isIpv4() ? 32 : 128);
    }

    /// `address` or `address/prefix`.
    @Override
    public String toString() {
        return isSingle() ? base.toString() : base + "/" + prefix;
    }

    private static IpAddress masked(IpAddress address, int prefix) {
        int bits = address.isIpv4() ? prefix + 96 : prefix;
        return new IpAddress(address.high() & mask(bits), address.low() & mask(bits - 64));
    }

    private static long mask(int bits) {
        if (bits <= 0) return 0;
        return bits >= 64 ? -1L : -1L << (64 - bits);
    }
}

package bsv.p2p.api.peer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/// An IPv4 or IPv6 address as sixteen bytes, IPv4 in its mapped form (`::ffff:a.b.c.d`), so that the two spellings of one
/// address are equal. Scope ids are dropped. Never touches the resolver.
///
/// @param high the first eight bytes, network order
/// @param low the last eight bytes, network order
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
    /// `::`, which stands for "no address" in `version` messages.
    public static final IpAddress UNSPECIFIED = new IpAddress(0, 0);
    private static final long MAPPED = 0xffff_0000_0000L;
    private static final Pattern IPV4_SHAPE = Pattern.compile("(0|[1-9][0-9]{0,2})([.](0|[1-9][0-9]{0,2})){3}");
    private static final Pattern IPV6_SHAPE = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    /// From four bytes (IPv4) or sixteen (IPv6).
    ///
    /// @throws IllegalArgumentException if there are neither four nor sixteen
    public static IpAddress of(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> ofIpv4((int) word(bytes, 0, 4));
            case 16 -> new IpAddress(word(bytes, 0, 8), word(bytes, 8, 8));
            default -> throw new IllegalArgumentException("an IP address has 4 or 16 bytes, here are " + bytes.length);
        };
    }

    /// From the 32 bits of an IPv4 address, first octet highest.
    public static IpAddress ofIpv4(int bits) {
        return new IpAddress(0, MAPPED | (bits & 0xffff_ffffL));
    }

    public static IpAddress of(InetAddress address) {
        return of(address.getAddress());
    }

    /// Reads `1.2.3.4`, `2001:db8::1` or `[2001:db8::1]`. Host names are refused, nothing is looked up; so are octets with leading
    /// zeros, which some programs take for octal.
    ///
    /// @throws IllegalArgumentException if `text` is not an IP literal
    public static IpAddress parse(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        var bare = bracketed ? text.substring(1, text.length() - 1) : text;
        boolean ipv6 = bare.indexOf(':') >= 0 && IPV6_SHAPE.matcher(bare).matches();
        if (!ipv6 && (bracketed || !IPV4_SHAPE.matcher(bare).matches())) throw notAnAddress(text);
        try {
            return of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException _) {
            throw notAnAddress(text);
        }
    }

    /// As [#parse], empty where that throws.
    public static Optional<IpAddress> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whether this is an IPv4 address.
    public boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /// The 32 bits of an IPv4 address; only meaningful if [#isIpv4()].
    public int ipv4Bits() {
        return (int) low;
    }

    /// All sixteen bytes, IPv4 mapped.
    public byte[] toBytes() {
        var bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high >>> (56 - 8 * i));
            bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
        }
        return bytes;
    }

    /// As the JDK's type: an `Inet4Address` for IPv4, else an `Inet6Address`.
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(toBytes());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("sixteen bytes are an address", impossible);
        }
    }

    /// 127.0.0.0/8 or `::1`.
    public boolean isLoopback() {
        return isIpv4() ? octet(0) == 127 : high == 0 && low == 1;
    }

    /// Whether this can be the address of a host at all: not `::`, 0.0.0.0, 255.255.255.255 or 2001:db8::/32.
    /// Source: netaddress.cpp of the reference node.
    public boolean isValid() {
        if (isIpv4()) return ipv4Bits() != 0 && ipv4Bits() != -1;
        return !equals(UNSPECIFIED) && high >>> 32 != 0x2001_0db8L;
    }

    /// Whether the open internet can reach it: valid and not private, loopback, link-local, benchmark, carrier-grade NAT,
    /// documentation, unique-local or ORCHID. Source: netaddress.cpp of the reference node.
    public boolean isRoutable() {
        return isValid() && !(isIpv4() ? isReservedIpv4() : isReservedIpv6());
    }

    /// The group in which one operator is likely to hold many addresses: the /16 of an IPv4 address, the /32 of an IPv6 one.
    public Cidr netgroup() {
        return new Cidr(this, isIpv4() ? 16 : 32);
    }

    @Override
    public int compareTo(IpAddress other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /// Dotted quad, or the compressed lower-case form of RFC 5952.
    @Override
    public String toString() {
        if (isIpv4()) return octet(0) + "." + octet(1) + "." + octet(2) + "." + octet(3);
        return Ipv6Text.of(high, low);
    }

    private boolean isReservedIpv4() {
        int a = octet(0);
        int b = octet(1);
        int c = octet(2);
        return a == 0 || a == 10 || a == 127
                || (a == 100 && b >= 64 && b < 128)
                || (a == 169 && b == 254)
                || (a == 172 && b >= 16 && b < 32)
                || (a == 192 && b == 168)
                || (a == 192 && b == 0 && c == 2)
                || (a == 198 && (b == 18 || b == 19))
                || (a == 198 && b == 51 && c == 100)
                || (a == 203 && b == 0 && c == 113);
    }

    private boolean isReservedIpv6() {
        return (high == 0 && low == 1)
                || high >>> 57 == 0xfc >>> 1
                || high >>> 54 == 0xfe80 >>> 6
                || high >>> 36 == 0x2001_001L;
    }

    private int octet(int index) {
        return (int) (low >>> (24 - 8 * index)) & 0xff;
    }

    private static long word(byte[] bytes, int from, int count) {
        long word = 0;
        for (int i = from; i < from + count; i++) word = (word << 8) | (bytes[i] & 0xff);
        return word;
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("expected an IPv4 or IPv6 address such as 203.0.113.7 or 2001:db8::1, found \"" + text + "\"");
    }
}

package bsv.p2p.api.peer;

/// The canonical text of an IPv6 address after RFC 5952: lower case, no leading zeros, the longest run of two or more zero
/// groups (the first of equals) written `::`.
final class Ipv6Text {
    private Ipv6Text() {}

    static String of(long high, long low) {
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && group(high, low, i + length) == 0) length++;
            if (length > runLength) {
                runStart = i;
                runLength = length;
            }
        }
        var text = new StringBuilder(39);
        for (int i = 0; i < 8; ) {
            if (i == runStart) {
                text.append("::");
                i += runLength;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') text.append(':');
                text.append(Integer.toHexString(group(high, low, i)));
                i++;
            }
        }
        return text.toString();
    }

    private static int group(long high, long low, int index) {
        long word = index < 4 ? high : low;
        return (int) (word >>> (48 - 16 * (index & 3))) & 0xffff;
    }
}

package bsv.p2p.store.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import bsv.p2p.api.peer.IpAddress;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;

/// Ids, addresses and times as text, without an object for each: writing down a million peers while somebody looks them up should
/// not call the garbage collector. Not safe for many threads.
final class Ascii {
    private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
    /// 00 to 99, two digits each.
    private static final byte[] PAIRS = IntStream.range(0, 100).mapToObj("%02d"::formatted).collect(Collectors.joining()).getBytes(ISO_8859_1);
    private static final int SECONDS_OF_DAY = 86_400;
    private static final long NANOS = 1_000_000_000;

    private final byte[] text = new byte[64];
    private int length;

    /// Writes the text as a value and begins anew.
    void writeTo(JsonGenerator json) {
        json.writeRawUTF8String(text, 0, length);
        length = 0;
    }

    /// As `UUID.toString()`.
    void id(long high, long low) {
        hex(high >>> 32, 8);
        put('-');
        hex(high >>> 16, 4);
        put('-');
        hex(high, 4);
        put('-');
        hex(low >>> 48, 4);
        put('-');
        hex(low, 12);
    }

    /// As `Endpoint.toString()`.
    void endpoint(long high, long low, int port) {
        var ip = new IpAddress(high, low);
        if (ip.isIpv4()) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                decimal((int) (low >>> shift) & 0xff, 1);
                put(shift == 0 ? ':' : '.');
            }
        } else {
            var address = "[" + ip + "]:";
            for (int i = 0; i < address.length(); i++) put(address.charAt(i));
        }
        decimal(port, 1);
    }

    /// As `Instant.toString()`, for the years 1677 to 2262.
    ///
    /// @param time in nanoseconds since 1970
    void time(long time) {
        long seconds = Math.floorDiv(time, NANOS);
        int second = (int) Math.floorMod(seconds, (long) SECONDS_OF_DAY);
        date((int) Math.floorDiv(seconds, (long) SECONDS_OF_DAY));
        put('T');
        pair(second / 3_600);
        put(':');
        pair(second / 60 % 60);
        put(':');
        pair(second % 60);
        fraction((int) Math.floorMod(time, NANOS));
        put('Z');
    }

    /// The civil date of a day since 1970. Years are counted from March, so that the leap day is their last.
    private void date(int day) {
        int since = day + 719_468; // 0000-03-01
        int era = Math.floorDiv(since, 146_097);
        int ofEra = since - era * 146_097;
        int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int month = (5 * ofYear + 2) / 153;
        int year = yearOfEra + era * 400 + (month < 10 ? 0 : 1);
        pair(year / 100);
        pair(year % 100);
        put('-');
        pair(month < 10 ? month + 3 : month - 9);
        put('-');
        pair(ofYear - (153 * month + 2) / 5 + 1);
    }

    private void fraction(int nanos) {
        if (nanos == 0) return;
        put('.');
        if (nanos % 1_000_000 == 0) {
            decimal(nanos / 1_000_000, 3);
        } else if (nanos % 1_000 == 0) {
            decimal(nanos / 1_000, 6);
        } else {
            put((char) ('0' + nanos / 100_000_000));
            pair(nanos / 1_000_000 % 100);
            pair(nanos / 10_000 % 100);
            pair(nanos / 100 % 100);
            pair(nanos % 100);
        }
    }

    /// @param number 0 to 99
    private void pair(int number) {
        text[length++] = PAIRS[2 * number];
        text[length++] = PAIRS[2 * number + 1];
    }

    private void decimal(int number, int digits) {
        int width = digits;
        for (int rest = number, power = 1; rest >= 10; rest /= 10) width = Math.max(width, ++power);
        length += width;
        for (int at = length - 1, rest = number; at >= length - width; at--, rest /= 10) text[at] = (byte) ('0' + rest % 10);
    }

    private void hex(long bits, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) put((char) HEX[(int) (bits >>> shift) & 0xf]);
    }

    private void put(char character) {
        text[length++] = (byte) character;
    }
}

package bsv.p2p.store.json;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import tools.jackson.core.JsonParser;

/// The text of a JSON value where the parser has it, and what it means. What we write ourselves is read without a detour; whatever looks
/// otherwise is left to the parsers of the types, which throw an IllegalArgumentException or a DateTimeException if it makes no sense.
final class Chars implements CharSequence {
    private static final int SECONDS_OF_DAY = 86_400;

    private final char[] chars;
    private final int offset;
    private final int length;

    private Chars(char[] chars, int offset, int length) {
        this.chars = chars;
        this.offset = offset;
        this.length = length;
    }

    /// The current value, a text or a number, until the parser goes on.
    static Chars of(JsonParser json) {
        return new Chars(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[offset + index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new Chars(chars, offset + start, end - start);
    }

    @Override
    public String toString() {
        return new String(chars, offset, length);
    }

    int number() {
        return Integer.parseInt(this, 0, length, 10);
    }

    long unsigned() {
        return Long.parseUnsignedLong(this, 0, length, 10);
    }

    UUID id() {
        if (length != 36) return UUID.fromString(toString());
        long high = 0;
        long low = 0;
        int wrong = 0;
        for (int i = 0; i < 36; i++) {
            char character = charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (character != '-') wrong = -1;
                continue;
            }
            int digit = Character.digit(character, 16);
            wrong |= digit;
            if (i < 18) high = (high << 4) | digit;
            else low = (low << 4) | digit;
        }
        return wrong < 0 ? UUID.fromString(toString()) : new UUID(high, low);
    }

    Instant time() {
        boolean fits = length >= 20 && charAt(4) == '-' && charAt(7) == '-' && charAt(10) == 'T' && charAt(13) == ':' && charAt(16) == ':'
                && charAt(length - 1) == 'Z' && (length == 20 || (charAt(19) == '.' && length > 21 && length <= 30));
        if (!fits) return Instant.parse(this);
        int year = digits(0, 4);
        int hour = digits(11, 13);
        int minute = digits(14, 16);
        int second = digits(17, 19);
        int nanos = length == 20 ? 0 : digits(20, length - 1);
        for (int i = length; length > 20 && i < 30; i++) nanos *= 10;
        if (year < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || nanos < 0) return Instant.parse(this);
        long day = LocalDate.of(year, digits(5, 7), digits(8, 10)).toEpochDay();
        return Instant.ofEpochSecond(day * SECONDS_OF_DAY + hour * 3_600L + minute * 60L + second, nanos);
    }

    Endpoint endpoint() {
        int bits = 0;
        int from = 0;
        for (int octet = 0; octet < 4; octet++) {
            int end = from;
            while (end < length && end < from + 3 && charAt(end) >= '0' && charAt(end) <= '9') end++;
            int value = digits(from, end);
            boolean ends = end < length && charAt(end) == (octet < 3 ? '.' : ':');
            if (!ends || end == from || value > 255 || (end > from + 1 && charAt(from) == '0')) return Endpoint.parse(toString());
            bits = (bits << 8) | value;
            from = end + 1;
        }
        int port = from < length && length - from <= 5 ? digits(from, length) : -1;
        return port < 0 || port > 65_535 ? Endpoint.parse(toString()) : new Endpoint(IpAddress.ofIpv4(bits), port);
    }

    /// The number that these digits make; negative if one of them is none.
    private int digits(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = number * 10 + digit;
        }
        return number;
    }
}

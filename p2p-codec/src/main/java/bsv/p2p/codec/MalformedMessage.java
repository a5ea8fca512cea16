package bsv.p2p.codec;

import bsv.p2p.api.error.P2pException;

/// Bytes that are not the message or header they should be. A peer can cause as many of these as it likes, so they carry no
/// stack trace: what counts is where the bytes are wrong.
public final class MalformedMessage extends P2pException {
    private static final long serialVersionUID = 1L;
    private final String field;
    private final int offset;
    private final String expected;
    private final String found;
    private final boolean sizeTooLarge;

    MalformedMessage(String field, int offset, String expected, String found) {
        this(field, offset, expected, found, false);
    }

    private MalformedMessage(String field, int offset, String expected, String found, boolean sizeTooLarge) {
        super(detail(field, offset, expected, found));
        this.field = field;
        this.offset = offset;
        this.expected = expected;
        this.found = found;
        this.sizeTooLarge = sizeTooLarge;
    }

    /// A count or length that no message may have.
    static MalformedMessage sizeTooLarge(String field, int offset, long size) {
        return new MalformedMessage(field, offset, "at most 4294967295", Long.toUnsignedString(size), true);
    }

    /// The part that cannot be read, in the words of the message's record.
    public String field() {
        return field;
    }

    /// Where it begins, in bytes from the beginning of the payload.
    public int offset() {
        return offset;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }

    /// Whether a count or length above 2^32 - 1 was the fault. Nodes count a point for it.
    public boolean sizeTooLarge() {
        return sizeTooLarge;
    }

    /// The message of this exception: all of the above in one line.
    public String detail() {
        return detail(field, offset, expected, found);
    }

    private static String detail(String field, int offset, String expected, String found) {
        return "%s at byte %d: expected %s, found %s".formatted(field, offset, expected, found);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}

package bsv.p2p.api.message;

/// Finds where things end in bytes, without making anything of them.
final class WireScan {
    /// The bytes end before it does.
    static final int CUT_OFF = -1;
    private static final int OUTPOINT = 36;

    private WireScan() {}

    /// Bytes of a number, by its first.
    static int numberWidth(byte first) {
        return switch (first & 0xff) {
            case 0xfd -> 3;
            case 0xfe -> 5;
            case 0xff -> 9;
            default -> 1;
        };
    }

    /// A count or length whose bytes are all there.
    ///
    /// @return less than 0 if it is not in its shortest form, or above 2^32 - 1
    static long number(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        if (first < 0xfd) return first;
        if (first == 0xfd) {
            int value = (bytes[at + 1] & 0xff) | (bytes[at + 2] & 0xff) << 8;
            return value < 0xfd ? -1 : value;
        }
        if (first == 0xff || to - at < 5) return -1;
        long value = (int) WireWords.INT.get(bytes, at + 1) & 0xffff_ffffL;
        return value <= 0xffff ? -1 : value;
    }

    /// A count in its shortest form.
    ///
    /// @throws IndexOutOfBoundsException if no array holds as many
    static int count(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        if (first < 0xfd) return first;
        long count = number(bytes, at, bytes.length);
        if (count < 0 || count > Integer.MAX_VALUE) throw new IndexOutOfBoundsException("no array holds as much as the count at byte " + at + " says");
        return (int) count;
    }

    /// Where bytes begin whose length stands at `at`.
    static int stringStart(byte[] bytes, int at) {
        byte first = bytes[at];
        return (first & 0xff) < 0xfd ? at + 1 : at + numberWidth(first);
    }

    /// Where bytes end whose length stands at `at`, in its shortest form.
    ///
    /// @throws IndexOutOfBoundsException if no array holds so many
    static int stringEnd(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        return first < 0xfd ? at + 1 + first : longStringEnd(bytes, at);
    }

    private static int longStringEnd(byte[] bytes, int at) {
        long length = number(bytes, at, bytes.length);
        long end = at + numberWidth(bytes[at]) + length;
        if (length < 0 || end > bytes.length) throw new IndexOutOfBoundsException("no bytes of the length that byte " + at + " says");
        return (int) end;
    }

    /// Where the transaction ends that begins at `from`.
    ///
    /// @return [#CUT_OFF] if the bytes end first, or a number is not as it must be
    static int transactionEnd(byte[] bytes, int from, int to) {
        int at = elementsEnd(bytes, from + 4, to, OUTPOINT, 4);
        if (at != CUT_OFF) at = elementsEnd(bytes, at, to, 8, 0);
        return at == CUT_OFF || to - at < 4 ? CUT_OFF : at + 4;
    }

    /// Where the list ends that begins at `from`: a count, then elements that are a script with something before and after it.
    private static int elementsEnd(byte[] bytes, int from, int to, int before, int after) {
        if (from >= to) return CUT_OFF;
        int width = numberWidth(bytes[from]);
        if (to - from < width) return CUT_OFF;
        int at = from + width;
        for (long left = number(bytes, from, to); left != 0; left--) {
            if (left < 0 || to - at <= before) return CUT_OFF;
            at += before;
            int script = bytes[at] & 0xff;
            at++;
            if (script >= 0xfd) {
                int lengthWidth = numberWidth((byte) script);
                if (to - at + 1 < lengthWidth) return CUT_OFF;
                long length = number(bytes, at - 1, to);
                if (length < 0 || length > to - at) return CUT_OFF;
                at += lengthWidth - 1;
                script = (int) length;
            }
            if (to - at < script + after) return CUT_OFF;
            at += script + after;
        }
        return at;
    }
}

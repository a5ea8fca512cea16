package bsv.p2p.store.sql;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The checksum of a row, for databases that have none of their own: a bit that flips in a text is found out.
///
/// The upper half is the CRC-32C of the lower half and of the values. The lower half is random, so that a row that is written again has
/// another sum: a sum that stays while values change was written by somebody who does not know of it, and a trigger takes it away.
final class RowSum {
    /// Stands before a text that is null; no length does.
    private static final int NOTHING = -1;

    private RowSum() {}

    static long of(@Nullable Object[] values) {
        int salt = ThreadLocalRandom.current().nextInt();
        return ((long) checksum(salt, values) << 32) | (salt & 0xffff_ffffL);
    }

    static boolean fits(long sum, @Nullable Object[] values) {
        return (int) (sum >>> 32) == checksum((int) sum, values);
    }

    private static int checksum(int salt, @Nullable Object[] values) {
        int length = Integer.BYTES;
        for (var value : values) length += value instanceof String text ? Integer.BYTES + 2 * text.length() : Integer.BYTES + Long.BYTES;
        var bytes = ByteBuffer.allocate(length).putInt(salt);
        for (var value : values) {
            switch (value) {
                case String text -> {
                    bytes.putInt(text.length());
                    for (int i = 0; i < text.length(); i++) bytes.putChar(text.charAt(i));
                }
                case Long number -> bytes.putInt(Long.BYTES).putLong(number);
                case null, default -> bytes.putInt(NOTHING);
            }
        }
        var crc = new CRC32C();
        crc.update(bytes.flip());
        return (int) crc.getValue();
    }
}

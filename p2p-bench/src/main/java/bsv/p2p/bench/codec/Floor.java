package bsv.p2p.bench.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import bsv.p2p.bench.codec.Workload.Operation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The least that has to be done: header compared, payload hashed with one digest, fields walked where they lie. Makes no objects.
/// It knows which message it will get, tolerates nothing and keeps nothing: no codec can be this.
final class Floor implements Contender {
    private static final int HEADER = 24;
    private static final int HASH = 32;
    /// What is hashed goes through a heap array that stays in the first-level cache: faster than a digest reading direct memory.
    private static final int WINDOW = 16 * 1024;

    private final MessageDigest digest = newDigest();
    private final byte[] window = new byte[WINDOW];
    private final byte[] hash = new byte[HASH];
    private ByteBuffer frame = ByteBuffer.allocate(0);
    private ByteBuffer out = ByteBuffer.allocate(0);

    @Override
    public String name() {
        return "floor";
    }

    @Override
    public Optional<LongSupplier> task(Workload workload) {
        var bytes = workload.frame();
        frame = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.LITTLE_ENDIAN).put(0, bytes);
        out = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        var header = new Header(bytes, workload.message().command().name());
        var payload = Arrays.copyOfRange(bytes, HEADER, bytes.length);
        boolean identify = workload.operation() == Operation.IDENTIFY || workload.operation() == Operation.IDENTIFY_ON_TWO;
        return Optional.of(switch (workload.operation()) {
            case ENCODE -> () -> encode(header, payload);
            case RELAY -> () -> relay(header);
            case DECODE, DECODE_PIECES, IDENTIFY, IDENTIFY_ON_TWO -> switch (workload.message().command().name()) {
                case "ping" -> () -> verify(header) ? Fold.add(0, frame.getLong(HEADER)) : bad();
                case "inv" -> () -> verify(header) ? inv() : bad();
                case "addr" -> () -> verify(header) ? addr() : bad();
                case "headers" -> identify ? () -> verify(header) ? headerIds() : bad() : () -> verify(header) ? headers() : bad();
                case "tx" -> identify ? () -> verify(header) ? addHash(0) : bad() : () -> verify(header) ? tx() : bad();
                case "block" -> identify ? () -> verify(header) ? blockIds() : bad() : () -> verify(header) ? block() : bad();
                default -> throw new IllegalArgumentException("no floor for " + workload.name());
            };
        });
    }

    /// What a frame must begin with, ready to be compared.
    private record Header(int magic, long commandHead, int commandTail, int length) {
        Header(byte[] frame, String command) {
            this(ByteBuffer.wrap(frame).getInt(), ByteBuffer.wrap(Arrays.copyOf(command.getBytes(US_ASCII), 12)).order(ByteOrder.LITTLE_ENDIAN).getLong(),
                    ByteBuffer.wrap(Arrays.copyOf(command.getBytes(US_ASCII), 12)).order(ByteOrder.LITTLE_ENDIAN).getInt(8), frame.length - HEADER);
        }

        boolean matches(ByteBuffer frame) {
            return frame.getInt(0) == Integer.reverseBytes(magic) && frame.getLong(4) == commandHead && frame.getInt(12) == commandTail && frame.getInt(16) == length;
        }

        void write(ByteBuffer out) {
            out.putInt(0, Integer.reverseBytes(magic)).putLong(4, commandHead).putInt(12, commandTail).putInt(16, length);
        }
    }

    private boolean verify(Header header) {
        if (!header.matches(frame)) return false;
        hash(frame, HEADER, header.length);
        return checksum() == frame.getInt(20);
    }

    private long encode(Header header, byte[] payload) {
        out.put(HEADER, payload);
        digest.update(payload, 0, payload.length);
        finishHash();
        return finish(header);
    }

    private long relay(Header header) {
        if (!verify(header)) return bad();
        out.put(HEADER, frame, HEADER, header.length);
        hash(out, HEADER, header.length);
        return finish(header);
    }

    private long finish(Header header) {
        header.write(out);
        out.putInt(20, checksum());
        return Fold.add(checksum(), header.length);
    }

    private long inv() {
        int at = HEADER;
        int count = count(at);
        at += countWidth(at);
        long fold = 0;
        for (int i = 0; i < count; i++, at += 36) fold = addHash(Fold.add(fold, uint(at)), at + 4);
        return fold;
    }

    private long addr() {
        int at = HEADER;
        int count = count(at);
        at += countWidth(at);
        long fold = 0;
        for (int i = 0; i < count; i++, at += 30) {
            fold = Fold.add(Fold.add(fold, uint(at)), frame.getLong(at + 4));
            fold = Fold.add(Fold.add(fold, Long.reverseBytes(frame.getLong(at + 12))), Long.reverseBytes(frame.getLong(at + 20)));
            fold = Fold.add(fold, Short.reverseBytes(frame.getShort(at + 28)) & 0xffff);
        }
        return fold;
    }

    private long headers() {
        int at = HEADER;
        int count = count(at);
        at += countWidth(at);
        long fold = 0;
        for (int i = 0; i < count; i++, at += 81) fold = Fold.add(header(fold, at), frame.get(at + 80));
        return fold;
    }

    private long headerIds() {
        int at = HEADER;
        int count = count(at);
        at += countWidth(at);
        long fold = 0;
        for (int i = 0; i < count; i++, at += 81) {
            hash(frame, at, 80);
            fold = addHash(fold);
        }
        return fold;
    }

    private long header(long before, int at) {
        long fold = addHash(addHash(Fold.add(before, frame.getInt(at)), at + 4), at + 36);
        return Fold.add(Fold.add(Fold.add(fold, uint(at + 68)), uint(at + 72)), uint(at + 76));
    }

    private int position;

    private long tx() {
        position = HEADER;
        return transaction(0);
    }

    private long block() {
        long fold = header(0, HEADER);
        position = HEADER + 80;
        int count = takeCount();
        for (int i = 0; i < count; i++) fold = transaction(fold);
        return fold;
    }

    private long transaction(long before) {
        int at = position;
        long fold = Fold.add(before, frame.getInt(at));
        int count = count(at + 4);
        at += 4 + countWidth(at + 4);
        for (int i = 0; i < count; i++) {
            fold = Fold.add(addHash(fold, at), uint(at + 32));
            int script = count(at + 36);
            at += 36 + countWidth(at + 36);
            fold = script(fold, at, script);
            at += script;
            fold = Fold.add(fold, uint(at));
            at += 4;
        }
        count = count(at);
        at += countWidth(at);
        for (int i = 0; i < count; i++) {
            fold = Fold.add(fold, frame.getLong(at));
            int script = count(at + 8);
            at += 8 + countWidth(at + 8);
            fold = script(fold, at, script);
            at += script;
        }
        position = at + 4;
        return Fold.add(fold, uint(at));
    }

    private long script(long fold, int at, int length) {
        return length == 0 ? Fold.add(fold, 0) : Fold.addScript(fold, length, frame.get(at), frame.get(at + length - 1));
    }

    private long blockIds() {
        long fold = 0;
        position = HEADER + 80;
        int count = takeCount();
        for (int i = 0; i < count; i++) {
            int start = position;
            skipTransaction();
            hash(frame, start, position - start);
            fold = addHash(fold);
        }
        return fold;
    }

    private void skipTransaction() {
        int at = position + 4;
        int count = count(at);
        at += countWidth(at);
        for (int i = 0; i < count; i++) at += 40 + countWidth(at + 36) + count(at + 36);
        count = count(at);
        at += countWidth(at);
        for (int i = 0; i < count; i++) at += 8 + countWidth(at + 8) + count(at + 8);
        position = at + 4;
    }

    private int takeCount() {
        int count = count(position);
        position += countWidth(position);
        return count;
    }

    private int count(int at) {
        int first = frame.get(at) & 0xff;
        if (first < 0xfd) return first;
        return first == 0xfd ? frame.getShort(at + 1) & 0xffff : frame.getInt(at + 1);
    }

    private int countWidth(int at) {
        int first = frame.get(at) & 0xff;
        if (first < 0xfd) return 1;
        return first == 0xfd ? 3 : 5;
    }

    private long uint(int at) {
        return frame.getInt(at) & 0xffff_ffffL;
    }

    private long addHash(long before, int at) {
        long fold = Fold.add(Fold.add(before, frame.getLong(at)), frame.getLong(at + 8));
        return Fold.add(Fold.add(fold, frame.getLong(at + 16)), frame.getLong(at + 24));
    }

    private long addHash(long before) {
        long fold = before;
        for (int i = 0; i < HASH; i += 8) fold = Fold.add(fold, Words.le(hash, i));
        return fold;
    }

    private void hash(ByteBuffer bytes, int from, int length) {
        for (int done = 0; done < length; done += WINDOW) {
            int part = Math.min(WINDOW, length - done);
            bytes.get(from + done, window, 0, part);
            digest.update(window, 0, part);
        }
        finishHash();
    }

    private void finishHash() {
        try {
            digest.digest(hash, 0, HASH);
            digest.update(hash, 0, HASH);
            digest.digest(hash, 0, HASH);
        } catch (DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private int checksum() {
        return Words.intLe(hash, 0);
    }

    private static long bad() {
        throw new IllegalStateException("the frame is not what it should be");
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

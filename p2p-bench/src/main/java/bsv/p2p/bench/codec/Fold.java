package bsv.p2p.bench.codec;

/// Makes one number of many, so that no field can go unread and all contenders can be seen to have read the same. As cheap as can
/// be: what it costs is in every contender's time.
final class Fold {
    private Fold() {}

    static long add(long fold, long field) {
        return Long.rotateLeft(fold, 7) + field;
    }

    /// Of bytes only the number and both ends: nobody has to read a script to have it.
    static long addScript(long fold, int length, int first, int last) {
        return add(add(fold, length), (long) first << 8 | (last & 0xff));
    }
}

package bsv.p2p.bench.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Four or eight bytes of an array as a number.
final class Words {
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    static int intLe(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long le(byte[] bytes, int at) {
        return (long) LITTLE.get(bytes, at);
    }

    static long be(byte[] bytes, int at) {
        return (long) BIG.get(bytes, at);
    }
}

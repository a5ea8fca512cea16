package bsv.p2p.bench.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Four or eight bytes of an array as a number.
public final class Words {
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Words() {}

    public static int intLe(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    public static int intBe(byte[] bytes, int at) {
        return (int) BIG_INT.get(bytes, at);
    }

    static long le(byte[] bytes, int at) {
        return (long) LITTLE.get(bytes, at);
    }

    static long be(byte[] bytes, int at) {
        return (long) BIG.get(bytes, at);
    }
}

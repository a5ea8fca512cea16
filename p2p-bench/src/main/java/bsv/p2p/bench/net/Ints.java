package bsv.p2p.bench.net;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Four bytes of an array as a number.
final class Ints {
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Ints() {}

    static int be(byte[] bytes, int at) {
        return (int) BIG.get(bytes, at);
    }

    static int le(byte[] bytes, int at) {
        return (int) LITTLE.get(bytes, at);
    }
}

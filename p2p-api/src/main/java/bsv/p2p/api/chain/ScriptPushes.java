package bsv.p2p.api.chain;

import bsv.p2p.api.message.Bytes;
import java.util.ArrayList;
import java.util.List;

/// What a script puts on the stack as it stands there, and whether it asks for bare public keys. Nothing is run. Source: BIP 37; script.h
/// and standard.cpp of the reference node.
final class ScriptPushes {
    private static final int PUSHDATA1 = 0x4c;
    private static final int PUSHDATA2 = 0x4d;
    private static final int PUSHDATA4 = 0x4e;
    private static final int OP_1 = 0x51;
    private static final int OP_16 = 0x60;
    private static final int CHECKSIG = 0xac;
    private static final int CHECKMULTISIG = 0xae;

    private ScriptPushes() {}

    /// The data that `script` pushes, none of it empty, up to its end or to a push that goes beyond it.
    static List<Bytes> of(Bytes script) {
        var pushes = new ArrayList<Bytes>();
        int at = 0;
        while (at < script.length()) {
            int opcode = script.at(at++) & 0xff;
            if (opcode > PUSHDATA4) continue;
            int lengthBytes = switch (opcode) {
                case PUSHDATA1 -> 1;
                case PUSHDATA2 -> 2;
                case PUSHDATA4 -> 4;
                default -> 0;
            };
            if (lengthBytes > script.length() - at) break;
            long length = lengthBytes == 0 ? opcode : unsigned(script, at, lengthBytes);
            at += lengthBytes;
            if (length > script.length() - at) break;
            if (length > 0) pushes.add(script.slice(at, (int) length));
            at += (int) length;
        }
        return pushes;
    }

    /// Whether `script` is a public key and CHECKSIG, or some of several public keys and CHECKMULTISIG.
    static boolean isOfBareKeys(Bytes script) {
        if (script.isEmpty()) return false;
        var keys = of(script);
        if (keys.isEmpty() || !keys.stream().allMatch(ScriptPushes::hasKeyLength)) return false;
        int bytesOfKeys = keys.stream().mapToInt(key -> 1 + key.length()).sum();
        int last = script.at(script.length() - 1) & 0xff;
        if (last == CHECKSIG) return keys.size() == 1 && script.length() == bytesOfKeys + 1;
        if (last != CHECKMULTISIG || script.length() != bytesOfKeys + 3) return false;
        int needed = script.at(0) & 0xff;
        int given = script.at(script.length() - 2) & 0xff;
        return needed >= OP_1 && needed <= given && given <= OP_16 && given - OP_1 + 1 == keys.size();
    }

    private static boolean hasKeyLength(Bytes key) {
        return key.length() == 33 || key.length() == 65;
    }

    private static long unsigned(Bytes script, int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) value = (value << 8) | (script.at(at + i) & 0xff);
        return value;
    }
}

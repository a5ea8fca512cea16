package com.example.mvstore;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Magic;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/// How a ban lies in the file: field after field, the kind of its reason as a word.
final class BanType extends BasicDataType<Ban> {
    private static final int BYTES = 200;

    @Override
    public int getMemory(Ban ban) {
        return BYTES;
    }

    @Override
    public void write(WriteBuffer out, Ban ban) {
        Fields.put(out, ban.target().toString());
        switch (ban.reason()) {
            case BanReason.NetworkMismatch(var expected, var received) -> putReason(out, "network", expected.toString(), received.toString());
            case BanReason.BlockchainMismatch(var received) -> putReason(out, "chain", "", received);
            case BanReason.BannedUserAgent(var userAgent) -> putReason(out, "agent", "", userAgent);
            case BanReason.Misbehavior(var what) -> putReason(out, "misbehavior", "", what);
            case BanReason.Manual(var note) -> putReason(out, "manual", "", note);
        }
        Fields.put(out, ban.since());
        Fields.put(out, ban.until(), Fields::put);
    }

    private static void putReason(WriteBuffer out, String kind, String expected, String text) {
        Fields.put(out, kind);
        Fields.put(out, expected);
        Fields.put(out, text);
    }

    @Override
    public Ban read(ByteBuffer in) {
        return new Ban(Cidr.parse(Fields.text(in)), reason(Fields.text(in), Fields.text(in), Fields.text(in)), Fields.time(in), Fields.maybe(in, Fields::time));
    }

    private static BanReason reason(String kind, String expected, String text) {
        return switch (kind) {
            case "network" -> new BanReason.NetworkMismatch(Magic.parse(expected), Magic.parse(text));
            case "chain" -> new BanReason.BlockchainMismatch(text);
            case "agent" -> new BanReason.BannedUserAgent(text);
            case "misbehavior" -> new BanReason.Misbehavior(text);
            case "manual" -> new BanReason.Manual(text);
            default -> throw new IllegalArgumentException("no such kind of ban: " + kind);
        };
    }

    @Override
    public Ban[] createStorage(int size) {
        return new Ban[size];
    }
}

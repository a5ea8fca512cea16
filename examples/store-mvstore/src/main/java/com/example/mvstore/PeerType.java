package com.example.mvstore;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/// How a peer lies in the file: field after field.
final class PeerType extends BasicDataType<Peer> {
    private static final int BYTES = 400;

    private final BanType bans = new BanType();

    /// For the cache of the engine, about.
    @Override
    public int getMemory(Peer peer) {
        return BYTES;
    }

    @Override
    public void write(WriteBuffer out, Peer peer) {
        out.putLong(peer.id().getMostSignificantBits()).putLong(peer.id().getLeastSignificantBits());
        Fields.put(out, peer.endpoint().toString());
        Fields.put(out, peer.status().name());
        Fields.put(out, peer.statusSince());
        Fields.put(out, peer.ban(), bans::write);
        out.putLong(peer.services());
        Fields.put(out, peer.userAgent());
        out.putInt(peer.protocolVersion()).putInt(peer.startHeight());
        Fields.put(out, peer.lastSeen(), Fields::put);
        out.putInt(peer.attempts());
        Fields.put(out, peer.nextAttempt(), Fields::put);
        Fields.put(out, peer.source());
    }

    @Override
    public Peer read(ByteBuffer in) {
        return new Peer(new UUID(in.getLong(), in.getLong()), Endpoint.parse(Fields.text(in)), PeerStatus.valueOf(Fields.text(in)), Fields.time(in),
                Fields.maybe(in, bans::read), in.getLong(), Fields.text(in), in.getInt(), in.getInt(), Fields.maybe(in, Fields::time), in.getInt(),
                Fields.maybe(in, Fields::time), Fields.text(in));
    }

    @Override
    public Peer[] createStorage(int size) {
        return new Peer[size];
    }
}

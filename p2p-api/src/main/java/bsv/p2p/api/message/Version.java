package bsv.p2p.api.message;

import bsv.p2p.api.peer.NetworkAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The first message of each side. Old programs stop early: fields from `sender` on are present only as far as the payload goes, and
/// none after the first absent one. Source: net_processing.cpp, PushNodeVersion and ProcessVersionMessage.
///
/// @param protocolVersion highest the sender speaks; both sides then use the lower of the two
/// @param services see [bsv.p2p.api.peer.Services]
/// @param timestamp seconds since 1970 by the sender's clock; untrusted
/// @param receiver the address the sender believes to have dialed
/// @param sender officially deprecated, all zero with BSV nodes; goes together with `nonce`
/// @param nonce random for each connection: who receives its own has dialed itself
/// @param userAgent such as `/Bitcoin SV:1.2.2/`, one character for each byte, at most 256; untrusted
/// @param startHeight the sender's best block; -1 if it does not tell
/// @param relay whether it wants transactions announced before it sets a filter; absent means yes
/// @param associationId absent: no streams; empty: streams known, but switched off; else kind byte and id, at most 129 bytes
public record Version(int protocolVersion, long services, long timestamp, NetworkAddress receiver, Optional<NetworkAddress> sender,
        OptionalLong nonce, Optional<String> userAgent, OptionalInt startHeight, Optional<Boolean> relay,
        Optional<Bytes> associationId) implements Message {
    public static final Command COMMAND = new Command("version");
    /// Longest user agent, in bytes.
    public static final int MAX_USER_AGENT = 256;
    /// Longest association id with its kind byte, in bytes.
    public static final int MAX_ASSOCIATION_ID = 129;

    public Version {
        var problems = new ArrayList<String>();
        if (sender.isPresent() != nonce.isPresent()) problems.add("sender and nonce go together");
        if (userAgent.isPresent() && nonce.isEmpty()) problems.add("userAgent needs nonce before it");
        if (startHeight.isPresent() && userAgent.isEmpty()) problems.add("startHeight needs userAgent before it");
        if (relay.isPresent() && startHeight.isEmpty()) problems.add("relay needs startHeight before it");
        if (associationId.isPresent() && relay.isEmpty()) problems.add("associationId needs relay before it");
        if (userAgent.isPresent() && userAgent.get().length() > MAX_USER_AGENT) problems.add("userAgent must have at most 256 bytes");
        if (userAgent.isPresent() && !Bytes.isLatin1(userAgent.get())) problems.add("userAgent must have one character for each byte");
        if (associationId.isPresent() && associationId.get().length() > MAX_ASSOCIATION_ID) problems.add("associationId must have at most 129 bytes");
        if (!problems.isEmpty()) throw new IllegalArgumentException("invalid version: " + String.join("; ", List.copyOf(problems)));
    }

    /// A full version message without streams, as a node of today sends it.
    public static Version of(int protocolVersion, long services, long timestamp, NetworkAddress receiver, long nonce, String userAgent, int startHeight, boolean relay) {
        return new Version(protocolVersion, services, timestamp, receiver, Optional.of(new NetworkAddress(services, NetworkAddress.UNSPECIFIED.ip(), 0)),
                OptionalLong.of(nonce), Optional.of(userAgent), OptionalInt.of(startHeight), Optional.of(relay), Optional.empty());
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}

package bsv.p2p.app.json;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Peers and bans as JSON objects: a peer has an `address`, a ban a `target`. Written with every field, null where there is nothing; read
/// with all fields but those two left out.
public final class PeerRows {
    private PeerRows() {}

    public static ObjectNode of(Peer peer) {
        var row = JsonText.object().put("id", peer.id().toString()).put("address", peer.endpoint().toString())
                .put("status", peer.status().name()).put("status_since", peer.statusSince().toString())
                .put("services", Long.toUnsignedString(peer.services())).put("service_names", Services.describe(peer.services()))
                .put("user_agent", peer.userAgent()).put("protocol_version", peer.protocolVersion()).put("start_height", peer.startHeight())
                .put("last_seen", text(peer.lastSeen())).put("attempts", peer.attempts()).put("next_attempt", text(peer.nextAttempt()))
                .put("source", peer.source());
        peer.ban().ifPresentOrElse(ban -> row.set("ban", of(ban)), () -> row.putNull("ban"));
        return row;
    }

    public static ObjectNode of(Ban ban) {
        var row = JsonText.object().put("target", ban.target().toString()).put("since", ban.since().toString()).put("until", text(ban.until()));
        var reason = row.putObject("reason");
        switch (ban.reason()) {
            case BanReason.NetworkMismatch(var expected, var received) ->
                reason.put("kind", "network_mismatch").put("expected", expected.toString()).put("received", received.toString());
            case BanReason.BlockchainMismatch(var received) -> reason.put("kind", "blockchain_mismatch").put("received", received);
            case BanReason.BannedUserAgent(var userAgent) -> reason.put("kind", "banned_user_agent").put("user_agent", userAgent);
            case BanReason.Misbehavior(var what) -> reason.put("kind", "misbehavior").put("what", what);
            case BanReason.Manual(var note) -> reason.put("kind", "manual").put("note", note);
        }
        return row;
    }

    /// Whether the object is a ban rather than a peer.
    public static boolean isBan(JsonNode row) {
        return row.has("target");
    }

    /// Reads a peer. One without an id gets a random one.
    ///
    /// @param now the `status_since` of a peer that has none
    /// @throws IllegalArgumentException if it makes no sense; the message names the field
    public static Peer peer(ObjectNode row, Instant now) {
        var in = FieldReader.of("peer", row);
        var ban = in.optional("ban", name -> ban(in.object(name), now));
        var status = in.optional("status", name -> parsed(in, name, PeerRows::status))
                .orElse(ban.isPresent() ? PeerStatus.BANNED : PeerStatus.UNKNOWN);
        return new Peer(in.optional("id", name -> parsed(in, name, UUID::fromString)).orElseGet(UUID::randomUUID),
                parsed(in, "address", Endpoint::parse), status, time(in, "status_since").orElse(now), ban,
                in.optional("services", in::u64).orElse(Services.NONE), in.optional("user_agent", in::text).orElse(""),
                in.optional("protocol_version", in::i32).orElse(0), in.optional("start_height", in::i32).orElse(-1),
                time(in, "last_seen"), in.optional("attempts", in::i32).orElse(0), time(in, "next_attempt"),
                in.optional("source", in::text).orElse("import"));
    }

    /// Reads a ban. One without a reason is manual.
    ///
    /// @param now when it began if it does not say
    /// @throws IllegalArgumentException if it makes no sense; the message names the field
    public static Ban ban(ObjectNode row, Instant now) {
        return ban(FieldReader.of("ban", row), now);
    }

    private static PeerStatus status(String text) {
        return Stream.of(PeerStatus.values()).filter(status -> status.name().equals(text.toUpperCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected VALID, INACCESSIBLE, BANNED or UNKNOWN, found \"" + text + "\""));
    }

    private static Ban ban(FieldReader in, Instant now) {
        return new Ban(parsed(in, "target", Cidr::parse), in.optional("reason", name -> reason(in.object(name))).orElse(new BanReason.Manual("")),
                time(in, "since").orElse(now), time(in, "until"));
    }

    private static BanReason reason(FieldReader in) {
        return switch (in.text("kind")) {
            case "network_mismatch" -> new BanReason.NetworkMismatch(parsed(in, "expected", Magic::parse), parsed(in, "received", Magic::parse));
            case "blockchain_mismatch" -> new BanReason.BlockchainMismatch(in.text("received"));
            case "banned_user_agent" -> new BanReason.BannedUserAgent(in.text("user_agent"));
            case "misbehavior" -> new BanReason.Misbehavior(in.text("what"));
            case "manual" -> new BanReason.Manual(in.text("note"));
            case String other -> throw new IllegalArgumentException("reason.kind: there is no reason \"" + other + "\"");
        };
    }

    private static Optional<Instant> time(FieldReader in, String name) {
        return in.optional(name, present -> {
            try {
                return Instant.parse(in.text(present));
            } catch (DateTimeException _) {
                throw new IllegalArgumentException("%s: expected a time such as 2026-11-20T16:29:01Z, found \"%s\"".formatted(name, in.text(present)));
            }
        });
    }

    private static <T> T parsed(FieldReader in, String name, Function<String, T> parse) {
        var text = in.text(name);
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
        }
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}

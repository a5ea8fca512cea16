package bsv.p2p.app.store;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.app.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// The ban list of the reference node, `banlist.dat`. Source: addrdb.cpp, addrdb.h, netaddress.h, chainparams.cpp of the reference node.
///
/// Four bytes that tell the network, a count, entries of 54 bytes (address, mask, 1, version, since, until, reason), and the double SHA-256
/// of all that. It knows no ban for ever: one of ours ends there with the year 9999, and that is for ever here. What its command
/// `listbanned` prints, a list in JSON, is read too.
public final class BanListFile {
    /// Largest file that is read, in bytes; a million bans fit.
    public static final int MAX_SIZE = 64 << 20;
    private static final Map<Network, Integer> MAGICS = Map.of(Network.MAINNET, 0xf9beb4d9, Network.TESTNET, 0x0b110907,
            Network.STN, 0xfbcec4f9, Network.REGTEST, 0xfabfb5da);
    private static final Instant FOR_EVER = Instant.parse("9999-12-31T23:59:59Z");
    private static final int HASH = 32;
    private static final int ENTRY = 54;
    private static final int MISBEHAVING = 1;
    private static final int BY_HAND = 2;

    private BanListFile() {}

    /// The bans of a file, expired ones included.
    ///
    /// @param problems hears of entries that make no sense; they are left out
    /// @throws IllegalArgumentException if it is no ban list, damaged, or of another network
    public static List<Ban> read(byte[] file, Network network, Consumer<String> problems) {
        // No network's file begins like this.
        return file.length > 0 && file[0] == '[' ? readListing(file, problems) : readFile(file, network, problems);
    }

    private static List<Ban> readFile(byte[] file, Network network, Consumer<String> problems) {
        int length = file.length - HASH;
        if (length < Integer.BYTES + 1) throw new IllegalArgumentException("expected a ban list of the reference node, found %d bytes".formatted(file.length));
        if (!Arrays.equals(file, length, file.length, doubleHash(file, length), 0, HASH)) {
            throw new IllegalArgumentException("the checksum of the ban list does not hold: it is damaged, or something else");
        }
        var in = ByteBuffer.wrap(file, 0, length);
        int magic = in.getInt();
        if (magic != magic(network)) {
            throw new IllegalArgumentException("expected a ban list of %s, which begins with %s, found %s"
                    .formatted(network.name(), HexFormat.of().toHexDigits(magic(network)), HexFormat.of().toHexDigits(magic)));
        }
        in.order(ByteOrder.LITTLE_ENDIAN);
        long count = count(in);
        if (count * ENTRY != in.remaining() || count < 0) {
            throw new IllegalArgumentException("expected %d bans of %d bytes each, found %d bytes".formatted(count, ENTRY, in.remaining()));
        }
        var bans = new ArrayList<Ban>((int) count);
        for (int i = 1; i <= count; i++) {
            var entry = in.slice(in.position(), ENTRY).order(ByteOrder.LITTLE_ENDIAN);
            in.position(in.position() + ENTRY);
            attempt(i, problems, () -> ban(entry)).ifPresent(bans::add);
        }
        return bans;
    }

    private static List<Ban> readListing(byte[] file, Consumer<String> problems) {
        var listed = JsonText.parse("{\"bans\":" + new String(file, StandardCharsets.UTF_8) + "}").path("bans");
        var bans = new ArrayList<Ban>(listed.size());
        int number = 0;
        for (var entry : listed) attempt(++number, problems, () -> ban(entry)).ifPresent(bans::add);
        return bans;
    }

    private static Optional<Ban> attempt(int number, Consumer<String> problems, Supplier<Ban> read) {
        try {
            return Optional.of(read.get());
        } catch (IllegalArgumentException | DateTimeException wrong) {
            problems.accept("ban " + number + ": " + wrong.getMessage());
            return Optional.empty();
        }
    }

    /// A file of the bans that hold.
    public static byte[] write(List<Ban> bans, Network network, Instant now) {
        var active = bans.stream().filter(ban -> ban.isActive(now)).toList();
        var out = ByteBuffer.allocate(Integer.BYTES + 9 + active.size() * ENTRY + HASH).putInt(magic(network)).order(ByteOrder.LITTLE_ENDIAN);
        if (active.size() < 0xfd) out.put((byte) active.size());
        else if (active.size() <= 0xffff) out.put((byte) 0xfd).putShort((short) active.size());
        else out.put((byte) 0xfe).putInt(active.size());
        for (var ban : active) {
            var target = ban.target();
            out.put(target.base().toBytes()).put(mask(target.prefix() + (target.base().isIpv4() ? 96 : 0))).put((byte) 1).putInt(1)
                    .putLong(ban.since().getEpochSecond()).putLong(ban.until().orElse(FOR_EVER).getEpochSecond())
                    .put((byte) (ban.reason() instanceof BanReason.Manual ? BY_HAND : MISBEHAVING));
        }
        int length = out.position();
        out.put(doubleHash(out.array(), length));
        return Arrays.copyOf(out.array(), length + HASH);
    }

    private static Ban ban(ByteBuffer entry) {
        var address = new byte[16];
        var mask = new byte[16];
        entry.get(address).get(mask);
        var ip = IpAddress.of(address);
        int prefix = 0;
        while (prefix < 128 && (mask[prefix / 8] & 0x80 >> prefix % 8) != 0) prefix++;
        if (entry.get() == 0 || !Arrays.equals(mask, mask(prefix)) || (ip.isIpv4() && prefix < 96)) {
            throw new IllegalArgumentException("%s with the mask %s is no block of addresses".formatted(ip, HexFormat.of().formatHex(mask)));
        }
        entry.getInt();
        var since = Instant.ofEpochSecond(entry.getLong());
        var until = Instant.ofEpochSecond(entry.getLong());
        return ban(new Cidr(ip, ip.isIpv4() ? prefix - 96 : prefix), entry.get(), since, until);
    }

    private static Ban ban(JsonNode entry) {
        if (!entry.path("address").isString() || !entry.path("banned_until").canConvertToLong()) {
            throw new IllegalArgumentException("expected an object with address and banned_until");
        }
        int reason = switch (entry.path("ban_reason").asString("")) {
            case "node misbehaving" -> MISBEHAVING;
            case "manually added" -> BY_HAND;
            default -> 0;
        };
        return ban(Cidr.parse(entry.path("address").stringValue()), reason, Instant.ofEpochSecond(entry.path("ban_created").asLong(0)),
                Instant.ofEpochSecond(entry.path("banned_until").longValue()));
    }

    private static Ban ban(Cidr target, int reason, Instant since, Instant until) {
        var said = switch (reason) {
            case MISBEHAVING -> new BanReason.Misbehavior("banned by a reference node");
            case BY_HAND -> new BanReason.Manual("banned at a reference node");
            default -> new BanReason.Manual("");
        };
        return new Ban(target, said, since, until.isBefore(FOR_EVER) ? Optional.of(until) : Optional.empty());
    }

    private static long count(ByteBuffer in) {
        int first = Byte.toUnsignedInt(in.get());
        int width = first < 0xfd ? 0 : 1 << (first - 0xfc);
        if (in.remaining() < width) throw new IllegalArgumentException("expected a count, the ban list ends");
        return switch (width) {
            case 0 -> first;
            case 2 -> Short.toUnsignedInt(in.getShort());
            case 4 -> Integer.toUnsignedLong(in.getInt());
            default -> throw new IllegalArgumentException("expected fewer bans than 2^32");
        };
    }

    private static byte[] mask(int prefix) {
        var mask = new byte[16];
        for (int i = 0; i < prefix; i++) mask[i / 8] |= (byte) (0x80 >> i % 8);
        return mask;
    }

    /// A network that the reference node does not know has the same bytes on disk as on the wire.
    private static int magic(Network network) {
        return MAGICS.entrySet().stream().filter(known -> known.getKey().magic().equals(network.magic())).map(Map.Entry::getValue).findFirst()
                .orElseGet(() -> network.magic().bits());
    }

    private static byte[] doubleHash(byte[] bytes, int length) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, 0, length);
            return sha256.digest(sha256.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

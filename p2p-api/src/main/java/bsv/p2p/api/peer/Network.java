package bsv.p2p.api.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A Bitcoin network: how its frames begin, where its nodes listen and who knows some of them.
/// Source of the four known ones: chainparams.cpp of the reference node.
///
/// @param name lower case, `mainnet` or a name of your own
/// @param magic the first four bytes of every frame
/// @param defaultPort the port its nodes listen on unless told otherwise, 1..65535
/// @param dnsSeeds names whose A and AAAA records are nodes
public record Network(String name, Magic magic, int defaultPort, List<String> dnsSeeds) {
    public static final Network MAINNET = new Network("mainnet", new Magic(0xe3e1f3e8), 8333,
            List.of("seed.bitcoinsv.io", "seed.satoshisvision.network", "seed.bitcoinseed.directory"));
    public static final Network TESTNET = new Network("testnet", new Magic(0xf4e5f3f4), 18333,
            List.of("testnet-seed.bitcoinsv.io", "testnet-seed.bitcoincloud.net", "testnet-seed.bitcoinseed.directory"));
    /// The scaling test network. It shares testnet's genesis block; only the magic tells them apart.
    public static final Network STN = new Network("stn", new Magic(0xfbcec4f9), 9333,
            List.of("stn-seed.bitcoinsv.io", "stn-seed.bitcoinseed.directory"));
    public static final Network REGTEST = new Network("regtest", new Magic(0xdab5bffa), 18444, List.of());

    /// The four networks that have a name of their own.
    public static final List<Network> KNOWN = List.of(MAINNET, TESTNET, STN, REGTEST);

    public Network {
        var problems = new ArrayList<String>();
        if (!name.matches("[a-z][a-z0-9-]{0,31}")) problems.add("network name must be lower-case letters, digits and dashes, is \"" + name + "\"");
        if (defaultPort < 1 || defaultPort > 65_535) problems.add("defaultPort must be 1..65535, is " + defaultPort);
        if (!problems.isEmpty()) throw new IllegalArgumentException(String.join("; ", problems));
        dnsSeeds = List.copyOf(dnsSeeds);
    }

    /// Reads `mainnet`, `testnet`, `stn`, `regtest` in any case, or a custom network as `NAME:MAGIC:PORT[:SEED,SEED…]`, the magic
    /// as eight hex digits in wire order.
    ///
    /// @throws IllegalArgumentException for anything else
    public static Network parse(String text) {
        for (var known : KNOWN) if (known.name.equals(text.toLowerCase(Locale.ROOT))) return known;
        var parts = text.split(":", 4);
        if (parts.length < 3 || !parts[2].matches("\\d{1,5}")) {
            throw new IllegalArgumentException("expected mainnet, testnet, stn, regtest or NAME:MAGIC:PORT[:SEED,…], found \"" + text + "\"");
        }
        var seeds = parts.length < 4 || parts[3].isEmpty() ? List.<String>of() : List.of(parts[3].split(","));
        return new Network(parts[0].toLowerCase(Locale.ROOT), Magic.parse(parts[1]), Integer.parseInt(parts[2]), seeds);
    }

    /// The known network whose frames begin with `magic`.
    public static Optional<Network> byMagic(Magic magic) {
        return KNOWN.stream().filter(network -> network.magic.equals(magic)).findFirst();
    }

    /// Whether its nodes are strangers on the open internet: then private and loopback addresses are no peers, and netgroups count.
    /// Only regtest and custom networks without seeds are not.
    public boolean isPublic() {
        return !name.equals(REGTEST.name) && !dnsSeeds.isEmpty();
    }

    /// Whether `ip` can be a node of this network: any valid address, on a public network a routable one.
    public boolean canReach(IpAddress ip) {
        return isPublic() ? ip.isRoutable() : ip.isValid();
    }

    /// What [#parse] reads back: the bare name of a known network, else all parts.
    @Override
    public String toString() {
        if (KNOWN.contains(this)) return name;
        return name + ":" + magic + ":" + defaultPort + (dnsSeeds.isEmpty() ? "" : ":" + String.join(",", dnsSeeds));
    }
}

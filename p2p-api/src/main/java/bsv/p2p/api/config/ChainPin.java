package bsv.p2p.api.config;

import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.peer.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A place where chains of one magic part: asked for what follows `shared`, a peer shows by one header which chain it follows.
///
/// @param shared last block that the chains have in common
/// @param ours what our chain puts after it
/// @param older further blocks in common, newest first, for peers whose chain left before `shared`
/// @param foreign blocks that only other chains have and that follow one of `older`
public record ChainPin(Hash256 shared, Hash256 ours, List<Hash256> older, List<Hash256> foreign) {
    /// Where BCH left in 2018, and BTC in 2017. Source: public chain data.
    public static final ChainPin MAINNET = new ChainPin(
            Hash256.parse("00000000000000000102d94fde9bd0807a2cc7582fe85dd6349b73ce4e8d9322"),
            Hash256.parse("000000000000000001d956714215d96ffc00e0afda4cd0a96c96f8d802b1662b"),
            List.of(Hash256.parse("0000000000000000011865af4122fe3b144e2cbeea86142e8ff2fb4107352d43")),
            List.of(Hash256.parse("00000000000000000019f112ec0a9982926f1258cdcc558dd7c3b7e5dc7fa148")));

    public ChainPin {
        older = List.copyOf(older);
        foreign = List.copyOf(foreign);
    }

    /// The pin of a network, if one is known.
    public static Optional<ChainPin> of(Network network) {
        boolean mainnet = network.name().equals(Network.MAINNET.name()) && network.magic().equals(Network.MAINNET.magic());
        return mainnet ? Optional.of(MAINNET) : Optional.empty();
    }

    /// What to ask with: the shared blocks, newest first.
    public List<Hash256> locator() {
        var locator = new ArrayList<>(older);
        locator.addFirst(shared);
        return locator;
    }

    /// Reads `SHARED:OURS[:OLDER,…[:FOREIGN,…]]`, printed hashes.
    ///
    /// @throws IllegalArgumentException for anything else
    public static ChainPin parse(String text) {
        var parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 4) throw new IllegalArgumentException("expected SHARED:OURS[:OLDER,…[:FOREIGN,…]] of hashes, found \"" + text + "\"");
        return new ChainPin(Hash256.parse(parts[0]), Hash256.parse(parts[1]), hashes(parts, 2), hashes(parts, 3));
    }

    private static List<Hash256> hashes(String[] parts, int index) {
        if (index >= parts.length || parts[index].isEmpty()) return List.of();
        return List.of(parts[index].split(",", -1)).stream().map(Hash256::parse).toList();
    }

    /// What [#parse] reads back.
    @Override
    public String toString() {
        return shared + ":" + ours + ":" + joined(older) + ":" + joined(foreign);
    }

    private static String joined(List<Hash256> hashes) {
        return hashes.stream().map(Hash256::toString).collect(Collectors.joining(","));
    }
}

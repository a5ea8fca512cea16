package bsv.p2p.app.cli;

import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import bsv.p2p.app.store.PeerFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Options that say which peers are meant.
final class FilterOptions {
    private static final Map<String, Long> SERVICES = Map.of("network", Services.NETWORK, "getutxo", Services.GETUTXO, "bloom", Services.BLOOM,
            "witness", Services.WITNESS, "xthin", Services.XTHIN, "bitcoin_cash", Services.BITCOIN_CASH);

    @Option(names = "--status", paramLabel = "LIST", split = ",", description = "Only those VALID, INACCESSIBLE, BANNED or UNKNOWN")
    private List<PeerStatus> statuses = List.of();

    @Option(names = "--within", paramLabel = "LIST", split = ",", converter = Block.class, description = "Only those in these blocks, such as 203.0.113.0/24")
    private List<Cidr> within = List.of();

    @Option(names = "--agent", paramLabel = "TEXT", description = "Only those with this text in their user agent, in any case")
    private String agent = "";

    @Option(names = "--services", paramLabel = "LIST", split = ",", converter = Bits.class, description = "Only those with all of these: network, bloom, bitcoin_cash..., or a number")
    private List<Long> services = List.of();

    @Option(names = "--seen-within", paramLabel = "TIME", description = "Only those seen so lately, such as 24h")
    private @Nullable Duration seenWithin;

    PeerFilter filter(Instant now) {
        return new PeerFilter(Set.copyOf(statuses), within, agent, services.stream().reduce(0L, (a, b) -> a | b),
                Optional.ofNullable(seenWithin).map(now::minus));
    }

    /// Reads a block of addresses.
    static final class Block implements ITypeConverter<Cidr> {
        @Override
        public Cidr convert(String text) {
            try {
                return Cidr.parse(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }

    /// Reads the name of a service, or bits as a number.
    static final class Bits implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            var named = SERVICES.get(text.toLowerCase(Locale.ROOT));
            if (named != null) return named;
            try {
                return text.startsWith("0x") ? Long.parseUnsignedLong(text, 2, text.length(), 16) : Long.parseUnsignedLong(text);
            } catch (NumberFormatException _) {
                throw new TypeConversionException("expected network, getutxo, bloom, witness, xthin, bitcoin_cash or a number, found \"" + text + "\"");
            }
        }
    }
}

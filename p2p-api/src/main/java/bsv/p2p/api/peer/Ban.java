package bsv.p2p.api.peer;

import java.time.Instant;
import java.util.Optional;

/// A ban on an address or a block of addresses, whatever the port, in both directions.
///
/// @param until when it ends (exclusive); empty for ever, which only people decide
public record Ban(Cidr target, BanReason reason, Instant since, Optional<Instant> until) {
    public Ban {
        if (until.isPresent() && until.get().isBefore(since)) {
            throw new IllegalArgumentException("a ban must not end (%s) before it begins (%s)".formatted(until.get(), since));
        }
    }

    public boolean isActive(Instant now) {
        return until.isEmpty() || now.isBefore(until.get());
    }
}

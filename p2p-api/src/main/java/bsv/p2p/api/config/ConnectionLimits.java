package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConnectionLimits;
import java.util.ArrayList;

/// How many connections.
///
/// @param target outbound connections to keep; 0 to only listen
/// @param max connections of both kinds; `target` of them are reserved for outbound ones
/// @param countInboundTowardsTarget whether inbound connections fill the target too
/// @param maxInboundPerAddress inbound connections from one IP address; 0 for no limit
/// @param trimExcess whether a lowered maximum closes the youngest connections above it, inbound ones first
public record ConnectionLimits(int target, int max, boolean countInboundTowardsTarget, int maxInboundPerAddress, boolean trimExcess) {
    /// The documented defaults.
    public static final ConnectionLimits DEFAULT = new ConnectionLimits(8, 20, false, 8, false);

    public ConnectionLimits {
        var problems = new ArrayList<String>();
        if (target < 0) problems.add("targetConnections must be 0 or more, is " + target);
        if (max < 0) problems.add("maxConnections must be 0 or more, is " + max);
        if (target > max) problems.add("targetConnections (%d) must not exceed maxConnections (%d)".formatted(target, max));
        if (maxInboundPerAddress < 0) problems.add("maxInboundPerAddress must be 0 or more, is " + maxInboundPerAddress);
        if (!problems.isEmpty()) throw new InvalidConnectionLimits(target, max, problems);
    }

    public ConnectionLimits withTarget(int newTarget) {
        return new ConnectionLimits(newTarget, max, countInboundTowardsTarget, maxInboundPerAddress, trimExcess);
    }

    public ConnectionLimits withMax(int newMax) {
        return new ConnectionLimits(target, newMax, countInboundTowardsTarget, maxInboundPerAddress, trimExcess);
    }

    public ConnectionLimits withCountInboundTowardsTarget(boolean newCountInboundTowardsTarget) {
        return new ConnectionLimits(target, max, newCountInboundTowardsTarget, maxInboundPerAddress, trimExcess);
    }

    public ConnectionLimits withMaxInboundPerAddress(int newMaxInboundPerAddress) {
        return new ConnectionLimits(target, max, countInboundTowardsTarget, newMaxInboundPerAddress, trimExcess);
    }

    public ConnectionLimits withTrimExcess(boolean newTrimExcess) {
        return new ConnectionLimits(target, max, countInboundTowardsTarget, maxInboundPerAddress, newTrimExcess);
    }

    /// The defaults with another target and maximum, which must go together.
    public static ConnectionLimits of(int target, int max) {
        return new ConnectionLimits(target, max, DEFAULT.countInboundTowardsTarget, DEFAULT.maxInboundPerAddress, DEFAULT.trimExcess);
    }

    /// Places that inbound connections can have: those not reserved for outbound ones.
    public int maxInbound() {
        return countInboundTowardsTarget ? max : max - target;
    }
}

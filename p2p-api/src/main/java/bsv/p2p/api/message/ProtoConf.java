package bsv.p2p.api.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells what the sender can take; sent once, right after its verack. Source: protocol.h, CProtoconf.
///
/// @param numberOfFields how many the sender claims; at least 1, above 2 the rest is in `laterFields`
/// @param maxRecvPayloadLength largest payload the sender takes, in bytes, unsigned 32 bit; below 1 MiB is a protocol fault
/// @param streamPolicies comma-separated names it knows, at most 650 bytes; present if and only if there are 2 or more fields
/// @param laterFields bytes after the fields known here, kept as they came
public record ProtoConf(long numberOfFields, long maxRecvPayloadLength, Optional<String> streamPolicies, Bytes laterFields) implements Message {
    public static final Command COMMAND = new Command("protoconf");
    /// Longest list of policies, in bytes.
    public static final int MAX_STREAM_POLICIES = 650;
    /// Smallest payload limit that a peer may claim.
    public static final long MIN_RECV_PAYLOAD_LENGTH = 1_048_576;

    public ProtoConf {
        var problems = new ArrayList<String>();
        if (numberOfFields < 1 || numberOfFields > 0xffff_ffffL) problems.add("numberOfFields must be 1..4294967295, is " + numberOfFields);
        if (maxRecvPayloadLength < 0 || maxRecvPayloadLength > 0xffff_ffffL) problems.add("maxRecvPayloadLength must be an unsigned 32-bit number, is " + maxRecvPayloadLength);
        if (streamPolicies.isPresent() != numberOfFields >= 2) problems.add("streamPolicies goes with 2 or more fields, here are " + numberOfFields);
        if (streamPolicies.isPresent() && streamPolicies.get().length() > MAX_STREAM_POLICIES) problems.add("streamPolicies must have at most 650 bytes");
        if (streamPolicies.isPresent() && !Bytes.isLatin1(streamPolicies.get())) problems.add("streamPolicies must have one character for each byte");
        if (!problems.isEmpty()) throw new IllegalArgumentException("invalid protoconf: " + String.join("; ", List.copyOf(problems)));
    }

    /// The two fields that nodes of today send.
    public static ProtoConf of(long maxRecvPayloadLength, String streamPolicies) {
        return new ProtoConf(2, maxRecvPayloadLength, Optional.of(streamPolicies), Bytes.EMPTY);
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}

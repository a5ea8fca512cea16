package bsv.p2p.api.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells that a message was refused, and why. Never answered.
///
/// @param message the command that was refused, at most 12 bytes, one character for each
/// @param code 0..255, see [RejectCode]
/// @param reason for people, at most 111 bytes, one character for each; untrusted
/// @param hash the transaction or block it is about, where `message` is `tx` or `block` and the sender gave it
public record Reject(String message, int code, String reason, Optional<Hash256> hash) implements Message {
    public static final Command COMMAND = new Command("reject");
    /// Longest name of the refused message, in bytes.
    public static final int MAX_MESSAGE = 12;
    /// Longest reason, in bytes.
    public static final int MAX_REASON = 111;

    public Reject {
        var problems = new ArrayList<String>();
        if (message.length() > MAX_MESSAGE) problems.add("message must have at most 12 bytes, has " + message.length());
        if (code < 0 || code > 0xff) problems.add("code must be 0..255, is " + code);
        if (reason.length() > MAX_REASON) problems.add("reason must have at most 111 bytes, has " + reason.length());
        if (!Bytes.isLatin1(message) || !Bytes.isLatin1(reason)) problems.add("message and reason must have one character for each byte");
        if (!problems.isEmpty()) throw new IllegalArgumentException("invalid reject: " + String.join("; ", List.copyOf(problems)));
    }

    public static Reject of(Command refused, RejectCode code, String reason) {
        return new Reject(refused.name(), code.value(), reason, Optional.empty());
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}

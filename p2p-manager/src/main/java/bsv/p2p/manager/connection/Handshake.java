package bsv.p2p.manager.connection;

import bsv.p2p.api.message.Version;
import java.util.Optional;

/// How far a handshake is: complete when both versions and both veracks went over, in any interleaving.
///
/// @param since when the link was opened, in the loop's nanoseconds
/// @param peerVersion the peer's, once it came
/// @param refusal the peer's reject of our version, if it sent one
public record Handshake(long since, boolean versionSent, boolean verackSent, Optional<Version> peerVersion, boolean verackReceived,
        Optional<String> refusal, Conduct conduct) {
    static Handshake begun(long now, boolean versionSent) {
        return new Handshake(now, versionSent, false, Optional.empty(), false, Optional.empty(), Conduct.CLEAN);
    }

    boolean isComplete() {
        return versionSent && verackSent && peerVersion.isPresent() && verackReceived;
    }

    /// The peer's version is here and ours and our verack are out.
    Handshake answered(Version version) {
        return new Handshake(since, true, true, Optional.of(version), verackReceived, refusal, conduct);
    }

    Handshake withVerackReceived() {
        return new Handshake(since, versionSent, verackSent, peerVersion, true, refusal, conduct);
    }

    Handshake withRefusal(String reason) {
        return new Handshake(since, versionSent, verackSent, peerVersion, verackReceived, Optional.of(reason), conduct);
    }

    Handshake withConduct(Conduct newConduct) {
        return new Handshake(since, versionSent, verackSent, peerVersion, verackReceived, refusal, newConduct);
    }
}

package bsv.p2p.api.stream;

import bsv.p2p.api.peer.Endpoint;
import java.util.UUID;

/// A large payload begins.
///
/// @param peerId who sends it; of an inbound connection the id of its session
public record PayloadOffer(UUID peerId, Endpoint address, PayloadFacts facts) {}

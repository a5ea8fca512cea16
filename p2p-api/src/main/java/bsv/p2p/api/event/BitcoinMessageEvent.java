package bsv.p2p.api.event;

import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Endpoint;
import java.util.UUID;

/// A message from an established peer. Messages of one peer come in the order in which it sent them.
///
/// @param peerId the peer; of an inbound connection the id of its session
/// @param frameBytes bytes of its frame, header included; 0 where nobody counts them, as on a virtual network
public record BitcoinMessageEvent(UUID peerId, Endpoint address, Message message, long frameBytes) {}

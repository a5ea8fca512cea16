package bsv.p2p.api;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.message.Message;

/// What a connection can be told to do.
public sealed interface ConnectionCommand {
    /// Take another configuration; timers that run already end as they were set.
    record UpdateConfig(ManagerConfig config) implements ConnectionCommand {}

    /// End in good order and do not come back.
    ///
    /// @param reason for the log
    record Disconnect(String reason) implements ConnectionCommand {}

    /// Send a message, if the handshake is complete.
    record SendMessage(Message message) implements ConnectionCommand {}
}

package bsv.p2p.api.spi;

import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.stream.PayloadSource;

/// One connection that is open. Methods may be called from any thread unless they say otherwise.
public interface Link {
    Endpoint remote();

    Endpoint local();

    /// The loop on which the handler of this link is called.
    EventLoop loop();

    /// Sends a message after those sent before; but a ping or pong does not wait for messages that the peer is slow to take. It is not held back
    /// for flow control: the link is cut off instead when more than [LinkOptions#maxQueuedBytes] wait.
    void send(Message message);

    /// As [#send(Message)]; `outcome` is told on the loop when the last byte was handed to the system, or never will be.
    void send(Message message, SendOutcome outcome);

    /// Sends a large payload after the messages sent before it, with the pace of the peer and of the source; messages sent afterwards wait until
    /// it is written. Its header is of the long form if it has more than 4294967295 bytes. [#close()] cuts it off, and so does a source that fails.
    void send(PayloadSource payload, SendOutcome outcome);

    /// Ends it in good order: what was sent before is still written, for as long as the peer takes it and the write timeout allows.
    /// [LinkHandler#closed] follows. Does nothing the second time.
    void close();

    /// Stops or resumes reading. A message that is complete already may still come.
    void pauseReading(boolean paused);

    /// Whether a peer that seems silent may be excused: bytes of a payload have come since the last call, with more of it outstanding, or
    /// reading was paused. Only on the loop.
    boolean takePayloadProgress();

    /// Narrows what the peer may send: no payload above `most` bytes is taken, whatever its command, and none above `held` is kept in memory:
    /// it is offered, and dropped if nobody takes it. Holds from the next frame on, beside [LinkOptions#payloads]. Only on the loop.
    ///
    /// @param most as [Long#MAX_VALUE], the options alone hold
    void limitPayloads(long most, long held);

    /// Bytes that wait to be written.
    long queuedBytes();

    /// Bytes of messages that came and wait to be delivered, because reading is paused or the peer does not take its answers.
    long unreadBytes();

    /// Whether so much waits to be written that nothing more of the peer is delivered until it took some.
    boolean isCongested();

    LinkCounters counters();

    LinkTraffic traffic();

    /// Hears what became of a message.
    @FunctionalInterface
    interface SendOutcome {
        /// Called once.
        ///
        /// @param written false if the link ended first
        void done(boolean written);
    }
}

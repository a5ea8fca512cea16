package bsv.p2p.api.spi;

/// What went over a link so far, frames with their headers.
///
/// @param lastReceivedNanos [EventLoop#nanoTime] when bytes last came; the time of opening if none came
/// @param lastSentNanos the same for bytes handed to the system
public record LinkCounters(long messagesReceived, long bytesReceived, long messagesSent, long bytesSent, long lastReceivedNanos, long lastSentNanos) {}

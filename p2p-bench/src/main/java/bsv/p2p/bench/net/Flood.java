package bsv.p2p.bench.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Sends one frame again and again, as fast as the other side takes it: a thread for each connection, many frames with each write.
final class Flood implements Counterpart.Session {
    private static final int WRITE = 512 << 10;

    private final ByteBuffer frames;
    private final int framesEach;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong written = new AtomicLong();

    Flood(byte[] frame, int port, int connections) throws IOException {
        framesEach = Math.max(1, WRITE / frame.length);
        frames = ByteBuffer.allocateDirect(framesEach * frame.length);
        for (int i = 0; i < framesEach; i++) frames.put(frame);
        frames.flip();
        for (int i = 0; i < connections; i++) channels.add(Plain.introduced(port, Plain.loopbackAddress(i)));
        for (var channel : channels) threads.add(Thread.ofPlatform().daemon().start(() -> send(channel)));
    }

    private void send(SocketChannel channel) {
        try {
            while (true) {
                Plain.write(channel, frames.duplicate());
                written.addAndGet(framesEach);
            }
        } catch (IOException closed) {
            // by [#close], or by the other side: then nothing is counted there any more
        }
    }

    @Override
    public Mark mark() {
        return Mark.now(written.get());
    }

    @Override
    public void close() throws IOException {
        for (var channel : channels) channel.close();
        for (var thread : threads) join(thread);
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

package bsv.p2p.transport;

import bsv.p2p.api.spi.Settings;
import java.util.Arrays;
import java.util.Map;

/// What the keys under `transport.netty` say; see [NettyTransportProvider].
record NettySettings(SocketIo io, int threads) {
    /// A loop hashes and decodes about a gigabyte a second: more loops by default would only cost memory.
    private static final int MOST_THREADS_BY_DEFAULT = 4;
    private static final int MOST_THREADS = 256;

    static NettySettings parse(Map<String, String> map) {
        var settings = new Settings(map);
        var io = settings.parsed("io", NettySettings::io).orElseGet(NettySettings::bestIo);
        int threads = settings.number("threads", Math.min(MOST_THREADS_BY_DEFAULT, Runtime.getRuntime().availableProcessors()), 1, MOST_THREADS);
        settings.check();
        return new NettySettings(io, threads);
    }

    private static SocketIo bestIo() {
        return SocketIo.EPOLL.obstacle().isEmpty() ? SocketIo.EPOLL : SocketIo.NIO;
    }

    private static SocketIo io(String name) {
        if (name.equals("auto")) return bestIo();
        var io = Arrays.stream(SocketIo.values()).filter(one -> one.settingName().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected auto, epoll, io_uring or nio, found \"%s\"".formatted(name)));
        io.obstacle().ifPresent(why -> {
            throw new IllegalArgumentException("%s cannot be had here: %s".formatted(name, why));
        });
        return io;
    }
}

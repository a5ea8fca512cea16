package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.api.spi.TransportProvider;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NettyTransportProviderTest {
    @Test
    void isInstalledAsNetty() {
        assertThat(Plugins.installed().find(TransportProvider.class, "netty")).isInstanceOf(NettyTransportProvider.class);
    }

    @Test
    void opensWithoutSettings() {
        try (var transport = new NettyTransportProvider().open(Map.of())) {
            assertThat(transport.nextLoop()).isNotNull();
        }
    }

    @Test
    void takesEpollWhereThereIsOne() {
        var best = SocketIo.EPOLL.obstacle().isEmpty() ? SocketIo.EPOLL : SocketIo.NIO;

        assertThat(NettySettings.parse(Map.of()).io()).isEqualTo(best);
        assertThat(NettySettings.parse(Map.of("io", "auto")).io()).isEqualTo(best);
        assertThat(NettySettings.parse(Map.of("io", "nio")).io()).isEqualTo(SocketIo.NIO);
    }

    @Test
    void opensAsManyLoopsAsAsked() {
        assertThat(NettySettings.parse(Map.of("threads", "3")).threads()).isEqualTo(3);
        assertThat(NettySettings.parse(Map.of()).threads()).isBetween(1, 4);
        try (var transport = new NettyTransportProvider().open(Map.of("threads", "1"))) {
            assertThat(transport.nextLoop()).isSameAs(transport.nextLoop());
        }
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> new NettyTransportProvider().open(Map.of("io", "select", "threads", "0", "colour", "red")))
                .satisfies(wrong -> assertThat(wrong.problems()).hasSize(3)
                        .anySatisfy(problem -> assertThat(problem).contains("io", "auto, epoll, io_uring or nio", "select"))
                        .anySatisfy(problem -> assertThat(problem).contains("threads", "1..256", "0"))
                        .anySatisfy(problem -> assertThat(problem).contains("colour")));
    }
}

package bsv.p2p.discovery.dns;

import bsv.p2p.api.peer.Endpoint;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.HostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Asks name servers for addresses, on one thread of its own. Each question goes out from a port of its own, which makes answers hard to
/// forge.
final class Resolver implements AutoCloseable {
    /// Servers of the system that get their turn before the time is up; how many there are is not known here.
    private static final int SYSTEM_SERVERS = 2;

    /// Which addresses to ask for: a question each, so that one that is not answered holds up none.
    enum Family {
        A(ResolvedAddressTypes.IPV4_ONLY), AAAA(ResolvedAddressTypes.IPV6_ONLY);

        private final ResolvedAddressTypes types;

        Family(ResolvedAddressTypes types) {
            this.types = types;
        }
    }

    private final MultiThreadIoEventLoopGroup thread = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("p2p-dns", true), NioIoHandler.newFactory());
    private final Map<Family, DnsNameResolver> resolvers = new EnumMap<>(Family.class);
    private final ChannelGroup overTcp = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

    /// How to ask.
    ///
    /// @param servers in the order to ask them; empty for the system's
    /// @param timeout for one name, all servers together
    /// @param maxTtl how long an answer is kept at most
    record Terms(List<Endpoint> servers, Duration timeout, Duration maxTtl) {}

    /// Starts; nothing is asked yet.
    Resolver(Terms terms) {
        for (var family : Family.values()) resolvers.put(family, resolver(family, terms));
    }

    /// All addresses of a family that a name has. No address is a failure. Who waits no longer may cancel it.
    Future<List<InetAddress>> ask(String name, Family family) {
        // Not Netty's own: it does not notice that this is cancelled, and complains of it in the log when the question ends.
        Promise<List<InetAddress>> answer = ImmediateEventExecutor.INSTANCE.newPromise();
        Objects.requireNonNull(resolvers.get(family)).resolveAll(name).addListener((Future<List<InetAddress>> result) -> {
            if (result.isSuccess()) answer.trySuccess(result.getNow());
            else answer.tryFailure(result.cause());
        });
        return answer;
    }

    /// Why a question failed, in a few words that hold nothing a stranger wrote.
    static String say(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (DnsNameResolver.isTimeoutError(cause)) return "no answer";
            if (cause instanceof DnsErrorCauseException refused) return "the name server says " + refused.getCode();
        }
        return "no address";
    }

    /// Ends the thread and returns when it has ended. Questions that are open may never be answered.
    @Override
    public void close() {
        resolvers.values().forEach(DnsNameResolver::close);
        thread.submit(this::giveUpTcp).awaitUninterruptibly();
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /// Netty keeps the answer that was cut off until that over TCP comes or fails. Its end alone is not noticed, so it is made to fail.
    private void giveUpTcp() {
        for (var channel : overTcp) {
            channel.pipeline().fireExceptionCaught(new ClosedChannelException());
            var _ = channel.close();
        }
    }

    private NioSocketChannel tcpChannel() {
        var channel = new NioSocketChannel();
        overTcp.add(channel);
        return channel;
    }

    private DnsNameResolver resolver(Family family, Terms terms) {
        var servers = terms.servers();
        return new DnsNameResolverBuilder(thread.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelFactory(this::tcpChannel)
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .resolvedAddressTypes(family.types)
                .nameServerProvider(nameServers(servers))
                .queryTimeoutMillis(Math.max(1, terms.timeout().toMillis() / (servers.isEmpty() ? SYSTEM_SERVERS : servers.size())))
                .ttl(0, Math.toIntExact(terms.maxTtl().toSeconds()))
                .hostsFileEntriesResolver(NO_HOSTS_FILE)
                .searchDomains(List.of())
                .build();
    }

    private static final HostsFileEntriesResolver NO_HOSTS_FILE = (_, _) -> null;

    private static DnsServerAddressStreamProvider nameServers(List<Endpoint> servers) {
        if (servers.isEmpty()) return DnsServerAddressStreamProviders.platformDefault();
        return new SequentialDnsServerAddressStreamProvider(servers.stream().map(Endpoint::toSocketAddress).toArray(InetSocketAddress[]::new));
    }
}

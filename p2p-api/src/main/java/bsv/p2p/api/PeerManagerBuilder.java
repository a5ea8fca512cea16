package bsv.p2p.api;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.api.spi.TransportProvider;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Joins the parts of a manager: by name from what is installed, or as they are handed in. Parts that are handed in stay the caller's
/// to close; those made by name belong to the manager. Not safe for many threads.
public final class PeerManagerBuilder {
    /// The extension that `telemetryEnabled` stands for.
    private static final String TELEMETRY = "otel";

    private final ManagerConfig config;
    private final List<Endpoint> fixedPeers = new ArrayList<>();
    private final List<Endpoint> addedPeers = new ArrayList<>();
    private final List<PeerDiscovery> discoveries = new ArrayList<>();
    private final List<ManagerExtension> extensions = new ArrayList<>();
    private final List<String> extensionNames = new ArrayList<>();
    private Plugins plugins = Plugins.installed();
    private String managerName = "default";
    private String transportName = "netty";
    private Map<String, String> transportSettings = Map.of();
    private Map<String, String> extensionSettings = Map.of();
    private @Nullable Transport transport;
    private @Nullable PeerStore store;
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = new SecureRandom();
    private Executor blocking = task -> Thread.ofVirtual().name("p2p-blocking").start(task);
    private Executor subscribers = subscriberThreads();

    PeerManagerBuilder(ManagerConfig config) {
        this.config = config;
    }

    /// Dials these and nobody else, for ever.
    ///
    /// @throws InvalidConfiguration if there are none
    public PeerManagerBuilder withFixedPeers(List<Endpoint> peers) {
        if (peers.isEmpty()) throw new InvalidConfiguration(List.of("fixed mode needs at least one peer"));
        fixedPeers.addAll(peers);
        return this;
    }

    /// Dials this at once and for ever, beside the others.
    public PeerManagerBuilder addPeer(Endpoint peer) {
        addedPeers.add(peer);
        return this;
    }

    /// Where to look parts up by name.
    public PeerManagerBuilder plugins(Plugins installed) {
        plugins = installed;
        return this;
    }

    /// The engine to use; `default` unless told otherwise.
    public PeerManagerBuilder engine(String name) {
        managerName = name;
        return this;
    }

    /// The transport to use by name; `netty` unless told otherwise.
    public PeerManagerBuilder transport(String name, Map<String, String> settings) {
        transportName = name;
        transportSettings = Map.copyOf(settings);
        return this;
    }

    /// A transport that the caller closes; many managers can share one.
    public PeerManagerBuilder transport(Transport shared) {
        transport = shared;
        return this;
    }

    /// A store that the caller closes, instead of the one that the configuration names.
    public PeerManagerBuilder store(PeerStore own) {
        store = own;
        return this;
    }

    /// A strategy beside those that the configuration names.
    public PeerManagerBuilder discovery(PeerDiscovery strategy) {
        discoveries.add(strategy);
        return this;
    }

    public PeerManagerBuilder extension(ManagerExtension extension) {
        extensions.add(extension);
        return this;
    }

    /// Extensions to use by name. Where the configuration enables telemetry, `otel` is one without being named.
    ///
    /// @param settings keys begin with an extension's name and a dot
    public PeerManagerBuilder extensions(List<String> names, Map<String, String> settings) {
        extensionNames.addAll(names);
        extensionSettings = Map.copyOf(settings);
        return this;
    }

    /// Time and chance from elsewhere, for reproducible runs.
    ///
    /// @param forBlocking runs what may block, and subscribers
    public PeerManagerBuilder environment(InstantSource wallClock, RandomGenerator chance, Executor forBlocking) {
        clock = wallClock;
        random = chance;
        blocking = forBlocking;
        subscribers = forBlocking;
        return this;
    }

    /// Makes the manager; nothing is opened before it starts.
    ///
    /// @throws bsv.p2p.api.error.PluginException if a part is not installed
    public PeerManager build() {
        var engine = plugins.find(PeerManagerProvider.class, managerName);
        return engine.create(new ManagerParts(config, fixedPeers, addedPeers, transportPart(), transport == null, storePart(), store == null,
                discoveryPart(), extensionPart(), clock, random, blocking, subscribers));
    }

    /// Of the system, one for each subscriber that has something to do: they are called when a burst came, and the scheduler of virtual threads
    /// looks about for work before it sleeps after each: 3 to 9 of a hundred samples in recordings of a node that receives small messages.
    private static Executor subscriberThreads() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Thread.ofPlatform().daemon().name("p2p-subscriber-", 1).factory());
    }

    private Supplier<Transport> transportPart() {
        var given = transport;
        if (given != null) return () -> given;
        var provider = plugins.find(TransportProvider.class, transportName);
        return () -> opened("transport." + transportName, () -> provider.open(transportSettings));
    }

    private Supplier<PeerStore> storePart() {
        var given = store;
        if (given != null) return () -> given;
        var provider = plugins.find(PeerStoreProvider.class, config.store().name());
        return () -> opened("store." + config.store().name(), () -> provider.open(config.store().settings(), plugins));
    }

    private Supplier<List<PeerDiscovery>> discoveryPart() {
        var names = fixedPeers.isEmpty() ? config.discovery().strategies() : List.<String>of();
        var providers = names.stream().map(name -> plugins.find(PeerDiscoveryProvider.class, name)).toList();
        return () -> {
            var all = new ArrayList<>(discoveries);
            for (var provider : providers) {
                all.add(opened("discovery." + provider.name(), () -> provider.open(under(provider.name(), config.discovery().settings()))));
            }
            return all;
        };
    }

    private Supplier<List<ManagerExtension>> extensionPart() {
        var names = new LinkedHashSet<>(extensionNames);
        if (config.observability().telemetryEnabled()) names.add(TELEMETRY);
        var providers = names.stream().map(name -> plugins.find(ManagerExtensionProvider.class, name)).toList();
        return () -> {
            var all = new ArrayList<>(extensions);
            for (var provider : providers) {
                all.add(opened("extension." + provider.name(), () -> provider.open(config, under(provider.name(), extensionSettings))));
            }
            return all;
        };
    }

    /// A part names its settings by their short names; whoever gave them needs the part's name too.
    private static <T> T opened(String part, Supplier<T> open) {
        try {
            return open.get();
        } catch (InvalidConfiguration invalid) {
            throw new InvalidConfiguration(invalid.problems().stream().map(problem -> part + ": " + problem).toList());
        }
    }

    private static Map<String, String> under(String name, Map<String, String> settings) {
        var prefix = name + ".";
        return settings.entrySet().stream().filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
    }
}

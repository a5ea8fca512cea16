package bsv.p2p.app.config;

import static bsv.p2p.app.config.Setting.apart;
import static bsv.p2p.app.config.Setting.row;

import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.config.StoreConfig;
import bsv.p2p.api.peer.Network;
import bsv.p2p.app.logging.LogFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of all settings: the keys of a TOML file and of `--set`, and in upper snake case of the environment.
public final class Settings {
    static final Setting<Network> NETWORK = row("network", "network", Kinds.NETWORK,
            "mainnet, testnet, stn, regtest or NAME:MAGIC:PORT[:SEED,...]", "which network");
    static final Setting<Integer> DEFAULT_PORT = apart("defaultPort", Kinds.PORT, "the network's own", "1..65535",
            "port to listen on and to dial where none is given");
    static final Setting<List<HostPort>> CONNECT = apart("connect", Kinds.HOSTS, "", "HOST:PORT,...",
            "dial these and nobody else, for ever");
    static final Setting<List<HostPort>> ADD_NODE = apart("addnode", Kinds.HOSTS, "", "HOST:PORT,...",
            "dial these at once and for ever, beside the others");
    static final Setting<List<HostPort>> LISTENER_ADDRESSES = apart("listenerAddresses", Kinds.HOSTS, "[::]",
            "HOST:PORT,...", "where to listen");
    static final Setting<List<String>> DISCOVERY = row("discovery", "discovery.strategies", Kinds.PARTS,
            "names of p2p plugins, or none", "how peers are found");
    static final Setting<StoreConfig> STORE = apart("store", Kinds.STORE, "json", "memory, json:FILE, sql:JDBC-URL or NAME:WHERE",
            "where peers and bans are kept");
    static final Setting<String> TRANSPORT = apart("transport", Kinds.PART, "netty", "a name of p2p plugins", "what carries the connections");
    static final Setting<List<String>> EXTENSIONS = apart("extensions", Kinds.PARTS, "jfr", "names of p2p plugins, or none", "what rides along");
    static final Setting<EventFormat> EVENTS = apart("events", Kinds.EVENT_FORMAT, "text", "text, json, none", "how events are printed");
    static final Setting<Optional<HostPort>> ADMIN = apart("admin", Kinds.ADMIN, "off", "HOST:PORT, or off", "where metrics and health are served; loopback unless there is a token");
    static final Setting<Optional<String>> ADMIN_TOKEN = apart("adminToken", Kinds.TOKEN, "", AdminConfig.SHORTEST_TOKEN + " characters or more",
            "what metrics are served for only, as a bearer token");
    static final Setting<LogLevel> LOG_LEVEL = row("logLevel", "observability.logLevel", Kinds.LOG_LEVEL, "error, warn, info, debug, trace",
            "how much is logged");
    static final Setting<LogFormat> LOG_FORMAT = apart("logFormat", Kinds.LOG_FORMAT, "text", "text, json", "how log lines are written");
    static final Setting<Optional<String>> LOG_FILE = apart("logFile", Kinds.OPTIONAL_TEXT, "standard error", "a file", "where logs go");

    /// The table, in the order in which people read it.
    public static final List<Setting<?>> ALL = List.of(
            NETWORK,
            DEFAULT_PORT,
            row("targetConnections", "limits.target", Kinds.INTEGER, "0..maxConnections", "outbound connections to keep"),
            row("maxConnections", "limits.max", Kinds.INTEGER, "0 or more", "connections of both kinds"),
            row("countInboundTowardsTarget", "limits.countInboundTowardsTarget", Kinds.FLAG, "", "whether inbound connections fill the target too"),
            row("maxInboundPerAddress", "limits.maxInboundPerAddress", Kinds.INTEGER, "0 or more, 0 for no limit", "inbound connections from one address"),
            row("trimExcess", "limits.trimExcess", Kinds.FLAG, "", "whether a lowered maximum closes the youngest connections above it"),
            CONNECT,
            ADD_NODE,

            row("listenerEnabled", "listener.enabled", Kinds.FLAG, "", "whether to accept connections"),
            LISTENER_ADDRESSES,
            row("listenerPort", "listener.port", Kinds.OPTIONAL_PORT, "0..65535, 0 for any", "port to listen on where no other is given"),
            row("listenerRetryInterval", "listener.retryInterval", Kinds.DURATION, "more than 0", "wait before a failed bind is tried again"),
            row("overCapacityHandshakes", "listener.overCapacityHandshakes", Kinds.INTEGER, "0..65536", "callers without a place that are told so at a time"),
            row("overCapacityTimeout", "listener.overCapacityTimeout", Kinds.DURATION, "more than 0", "how long telling one may take"),
            row("overCapacityWaiting", "listener.overCapacityWaiting", Kinds.INTEGER, "0..65536", "callers that may wait to be told"),

            DISCOVERY,
            row("dnsSeeds", "discovery.dnsSeeds", Kinds.HOST_NAMES, "host names, or none", "DNS seeds instead of the network's own"),
            row("discoveryInterval", "discovery.interval", Kinds.DURATION, "more than 0", "between rounds while peers are short"),

            row("bannedUserAgents", "bans.bannedUserAgents", Kinds.AGENTS, "texts with * and ? as wildcards, or regex:EXPRESSION", "agents not wanted"),
            row("allowedUserAgents", "bans.allowedUserAgents", Kinds.AGENTS, "texts with * and ? as wildcards, or regex:EXPRESSION", "agents wanted whatever else is said of them"),
            row("strictBlockchain", "bans.strictBlockchain", Kinds.FLAG, "", "refuse peers whose chain stays open"),
            row("banDuration", "bans.banDuration", Kinds.DURATION, "more than 0", "how long the engine's bans last"),
            row("permitted", "bans.permitted", Kinds.BLOCKS, "addresses or CIDR blocks", "who is only disconnected where others are banned"),
            row("maxBans", "bans.maxBans", Kinds.INTEGER, "1..10000000", "bans kept"),
            row("chainCheck", "bans.chainCheck", Kinds.FLAG, "", "ask dialed peers for the header that tells their chain"),
            row("chainPin", "bans.chainPin", Kinds.OPTIONAL_PIN, "SHARED:OURS, two block hashes", "where chains part, if not as by default"),

            STORE,
            row("saveInterval", "store.saveInterval", Kinds.DURATION, "more than 0", "a changed store is flushed at least so often"),

            row("userAgent", "identity.userAgent", Kinds.TEXT, "1..256 characters", "what this node calls itself"),
            row("services", "identity.services", Kinds.SERVICES, "a number, or names such as NETWORK|BLOOM", "service bits announced"),
            row("protocolVersion", "identity.protocolVersion", Kinds.INTEGER, "31800 or more", "highest version spoken"),
            row("bindAddress", "identity.localAddress", Kinds.OPTIONAL_IP, "an IP address", "address to dial from, instead of the system's choice"),

            row("addrInterval", "gossip.addrInterval", Kinds.DURATION, "more than 0", "mean time between addr messages to one peer"),
            row("getaddrShare", "gossip.getaddrShare", Kinds.SHARE, "more than 0..1, or a percentage", "share of the addresses told to a getaddr"),
            row("selfAnnounceInterval", "gossip.selfAnnounceInterval", Kinds.DURATION, "more than 0", "mean time between announcements of the own address"),
            row("addrBurst", "gossip.addrBurst", Kinds.INTEGER, "1..1000000", "addresses taken from one peer at once"),
            row("addrRate", "gossip.addrRate", Kinds.DECIMAL, "0 or more", "addresses taken from one peer per second"),
            row("getaddrCache", "gossip.getaddrCache", Kinds.DURATION, "more than 0", "how long all who send getaddr get the same answer"),
            row("feelerInterval", "gossip.feelerInterval", Kinds.DURATION, "more than 0", "mean time between short calls that try an address out"),

            row("connectTimeout", "connection.connectTimeout", Kinds.DURATION, "more than 0", "for the TCP connection"),
            row("handshakeTimeout", "connection.handshakeTimeout", Kinds.DURATION, "more than 0", "for version and verack both ways"),
            row("pingInterval", "connection.pingInterval", Kinds.DURATION, "more than 0", "between pings"),
            row("pingTimeout", "connection.pingTimeout", Kinds.DURATION, "more than 0", "for the pong"),
            row("writeTimeout", "connection.writeTimeout", Kinds.DURATION, "more than 0", "a peer that takes no byte for so long is cut off"),
            row("maxQueuedBytes", "connection.maxQueuedBytes", Kinds.LONG, "65536..1073741824", "bytes waiting to be written to one peer"),
            row("initialBackoff", "connection.backoff.initialBackoff", Kinds.DURATION, "more than 0", "first wait before a peer is dialed again"),
            row("backoffMultiplier", "connection.backoff.backoffMultiplier", Kinds.DECIMAL, "more than 1", "growth from wait to wait"),
            row("maxBackoff", "connection.backoff.maxBackoff", Kinds.DURATION, "at least initialBackoff", "longest wait"),
            row("maxRetries", "connection.backoff.maxRetries", Kinds.INTEGER, "0 or more", "failed dials until a peer counts as inaccessible"),
            row("initialCoolDown", "connection.backoff.initialCoolDown", Kinds.DURATION, "more than 0", "how long an inaccessible peer is left alone at first"),
            row("maxCoolDown", "connection.backoff.maxCoolDown", Kinds.DURATION, "at least initialCoolDown", "the longest that it is left alone"),
            row("maxRestarts", "connection.restarts.maxRestarts", Kinds.INTEGER, "0 or more", "restarts at once within the window"),
            row("restartWindow", "connection.restarts.restartWindow", Kinds.DURATION, "more than 0", "how long a restart counts"),
            row("stableAfter", "connection.restarts.stableAfter", Kinds.DURATION, "0s or more", "a shorter connection does not reset the count of retries"),
            row("maxRecvPayloadLength", "connection.payloads.maxRecvPayloadLength", Kinds.LONG, "1048576..4294967295", "largest ordinary payload, in bytes"),
            row("maxBlockPayload", "connection.payloads.maxBlockPayload", Kinds.LIMIT, "1048576 or more, or none", "largest block, in bytes"),
            row("streamThreshold", "connection.payloads.streamThreshold", Kinds.LONG, "1048576..1073741824", "larger payloads are not held in memory"),

            TRANSPORT,
            EXTENSIONS,
            LOG_LEVEL,
            LOG_FORMAT,
            LOG_FILE,
            row("telemetryEnabled", "observability.telemetryEnabled", Kinds.FLAG, "", "whether the telemetry extension runs"),
            row("telemetryEndpoint", "observability.telemetryEndpoint", Kinds.OPTIONAL_TEXT, "an http or https URL", "where telemetry is sent"),
            row("serviceName", "observability.serviceName", Kinds.TEXT, "", "how telemetry names this process"),
            EVENTS,
            ADMIN,
            ADMIN_TOKEN,
            row("shutdownTimeout", "shutdownTimeout", Kinds.DURATION, "more than 0", "longest graceful shutdown"));

    private static final Map<String, Setting<?>> BY_NAME = ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::name, Function.identity()));
    /// Names for TOML files, where `store` cannot be a text and the table of `store.json.file` at once.
    private static final Map<String, Setting<?>> IN_TABLES = Map.of(
            "store.use", STORE, "transport.use", TRANSPORT, "extension.use", EXTENSIONS, "discovery.use", DISCOVERY, "logLevel.use", LOG_LEVEL);

    private Settings() {}

    /// The setting of a key, if there is one.
    public static Optional<Setting<?>> find(String key) {
        return Optional.<Setting<?>>ofNullable(BY_NAME.get(key)).or(() -> Optional.ofNullable(IN_TABLES.get(key)));
    }

    /// All keys but those of parts.
    static Stream<String> names() {
        return Stream.concat(BY_NAME.keySet().stream(), IN_TABLES.keySet().stream());
    }
}

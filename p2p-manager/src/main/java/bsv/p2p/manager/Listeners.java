package bsv.p2p.manager;

import bsv.p2p.api.error.ListenerBindFailed;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.manager.peers.InboundGate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the node listens. What cannot be bound is tried again; what is no longer wanted is closed after the new is bound. Blocks for
/// the moment of a bind; thread-safe.
final class Listeners {
    private static final IpAddress ANY_IPV4 = IpAddress.ofIpv4(0);
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private final Core core;
    private final ConnectionHost host;
    private final InboundGate gate;
    /// Read without the lock: event loops ask, and to close a listener, lock in hand, is to wait for its event loop.
    private final Map<Endpoint, Transport.Listener> bound = new ConcurrentHashMap<>();
    private Set<Endpoint> wanted = Set.of();
    private LinkOptions options;
    private boolean warned;

    Listeners(Core core, ConnectionHost host, InboundGate gate) {
        this.core = core;
        this.host = host;
        this.gate = gate;
        this.options = host.linkOptions();
    }

    /// Makes what the configuration wants hold: binds first, then closes; but for another limit of the links all are closed first,
    /// as callers get the limits that their listener was bound with.
    synchronized void apply() {
        wanted = wanted();
        if (!options.equals(host.linkOptions())) unbindAll();
        options = host.linkOptions();
        if (!wanted.isEmpty()) warnIfNobodyWillDial();
        for (var endpoint : wanted) if (!bound.containsKey(endpoint)) bind(endpoint);
        for (var endpoint : List.copyOf(bound.keySet())) if (!wanted.contains(endpoint)) unbind(endpoint);
    }

    /// Peers store and dial only addresses that offer NETWORK.
    private void warnIfNobodyWillDial() {
        if (warned || Services.has(core.config().identity().services(), Services.NETWORK)) return;
        warned = true;
        LOG.atWarn().addKeyValue("services", Services.describe(core.config().identity().services()))
                .log("listening without the service NETWORK: peers will not pass the address on, and few will dial it");
    }

    synchronized void close() {
        wanted = Set.of();
        unbindAll();
    }

    private void unbindAll() {
        for (var endpoint : List.copyOf(bound.keySet())) unbind(endpoint);
    }

    synchronized void restart() {
        close();
        apply();
    }

    List<Endpoint> local() {
        return bound.values().stream().map(Transport.Listener::local).toList();
    }

    /// Where others can reach this node, if a listener has an address of its own.
    Optional<Endpoint> reachable() {
        return bound.values().stream().map(Transport.Listener::local).filter(local -> core.config().network().canReach(local.ip())).findFirst();
    }

    private Set<Endpoint> wanted() {
        var config = core.config();
        if (!config.listener().enabled()) return Set.of();
        var endpoints = new LinkedHashSet<Endpoint>();
        for (var address : config.listener().addresses()) {
            endpoints.add(address.port() == 0 ? new Endpoint(address.ip(), config.listenerPort()) : address);
        }
        if (endpoints.isEmpty()) endpoints.add(new Endpoint(IpAddress.UNSPECIFIED, config.listenerPort()));
        return endpoints;
    }

    private void bind(Endpoint endpoint) {
        var failures = new ArrayList<String>();
        for (var candidate : candidates(endpoint)) {
            try {
                var listener = core.transport.listen(candidate, options, gate);
                bound.put(endpoint, listener);
                core.report(new ControlEvent.ListenerBound(listener.local()));
                return;
            } catch (ListenerBindFailed failed) {
                failures.add(String.valueOf(failed.getMessage()));
            }
        }
        var retryIn = core.config().listener().retryInterval();
        core.report(new ControlEvent.ListenerBindFailed(endpoint, String.join("; ", failures), retryIn));
        core.loop.schedule(() -> core.parts.blocking().execute(this::retry), retryIn);
    }

    private synchronized void retry() {
        for (var endpoint : wanted) if (!bound.containsKey(endpoint)) bind(endpoint);
    }

    /// The socket on all addresses is a dual-stack one, or an IPv4 one where IPv6 is absent.
    private static List<Endpoint> candidates(Endpoint endpoint) {
        return endpoint.ip().equals(IpAddress.UNSPECIFIED) ? List.of(endpoint, new Endpoint(ANY_IPV4, endpoint.port())) : List.of(endpoint);
    }

    private void unbind(Endpoint endpoint) {
        var listener = bound.remove(endpoint);
        if (listener == null) return;
        listener.close();
        core.report(new ControlEvent.ListenerClosed(listener.local()));
    }
}

package bsv.p2p.app.cli;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.app.config.NodeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Peers as people name them: by id, or by address with a port or without one, which then is the network's own.
final class NamedPeers {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private NamedPeers() {}

    /// Reads them all before anything is done.
    ///
    /// @throws InvalidConfiguration that tells all that are neither
    static void check(CommandSpec spec, List<String> names) {
        checkAddresses(spec, names.stream().filter(name -> !ID.matcher(name).matches()).toList());
    }

    /// As [#check], for those that cannot be ids.
    static void checkAddresses(CommandSpec spec, List<String> addresses) {
        var problems = new ArrayList<String>();
        for (var address : addresses) {
            try {
                endpoint(spec, address, 1);
            } catch (ParameterException wrong) {
                problems.add(String.valueOf(wrong.getMessage()));
            }
        }
        InvalidConfiguration.throwIfAny(problems);
    }

    static Optional<Peer> find(CommandSpec spec, PeerStore store, NodeConfig config, String name) {
        if (ID.matcher(name).matches()) return store.read(UUID.fromString(name));
        return store.findByIpPort(endpoint(spec, name, config.manager().network().defaultPort()));
    }

    static Endpoint endpoint(CommandSpec spec, String text, int defaultPort) {
        try {
            var endpoint = Endpoint.parse(text, defaultPort);
            if (endpoint.port() == 0) throw new IllegalArgumentException("expected a port of 1..65535, found \"" + text + "\"");
            return endpoint;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}

package bsv.p2p.app.peers;

import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// bcoin, a full node that others wrote, with the magic and the agent of a Bitcoin SV node and a chain of its own.
final class FullNode implements AutoCloseable {
    static final String AGENT = "/Bitcoin SV:1.2.2/";
    static final int PROTOCOL_VERSION = 70_015;
    static final long SERVICES = 0x21;

    private final NodeScript script;
    private final JsonNode ready;
    private JsonNode chain;

    private FullNode(NodeScript script) {
        this.script = script;
        this.ready = script.said.at(0);
        this.chain = ready;
    }

    /// Starts one and waits until it listens.
    ///
    /// @param arguments see the head of the script
    static FullNode start(String... arguments) throws Exception {
        var script = NodeScript.start("full-node.js", List.of(arguments));
        try {
            return new FullNode(script);
        } catch (AssertionError | RuntimeException failed) {
            script.close();
            throw failed;
        }
    }

    Endpoint address() {
        return new Endpoint(IpAddress.parse(ready.get("host").asString()), ready.get("port").asInt());
    }

    Hash256 genesis() {
        return Hash256.parse(ready.get("genesis").asString());
    }

    int height() {
        return chain.get("height").asInt();
    }

    Hash256 tip() {
        return Hash256.parse(chain.get("tip").asString());
    }

    /// Mines blocks, which are announced.
    List<Hash256> mine(int count) throws IOException {
        chain = ask("{\"mine\":%d}".formatted(count));
        return hashes(chain.get("mined"));
    }

    /// Makes transactions, which are announced.
    List<Hash256> spend(int count) throws IOException {
        return hashes(ask("{\"spend\":%d}".formatted(count)).get("spent"));
    }

    /// The peers as it sees them.
    List<JsonNode> peers() throws IOException {
        return ask("{\"peers\":true}").get("peers").valueStream().toList();
    }

    /// Ends it as `kill -9` does.
    void kill() throws InterruptedException {
        script.kill();
    }

    @Override
    public void close() {
        script.close();
    }

    private JsonNode ask(String command) throws IOException {
        int answer = script.said.size();
        script.tell(command);
        return script.said.at(answer);
    }

    private static List<Hash256> hashes(JsonNode texts) {
        return texts.valueStream().map(text -> Hash256.parse(text.asString())).toList();
    }
}

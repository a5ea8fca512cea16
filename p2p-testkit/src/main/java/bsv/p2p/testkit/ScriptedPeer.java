package bsv.p2p.testkit;

import bsv.p2p.api.config.ConnectionConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A peer on a [VirtualNetwork] that does what a test says. Left alone it behaves: shakes hands in either role and answers pings.
/// Change it by overriding [#hear]. One object is one connection at a time.
public class ScriptedPeer implements LinkHandler {
    private final Endpoint address;
    private final Transport transport;
    private final List<Message> heard = new ArrayList<>();
    private @Nullable VirtualLink link;
    private boolean dialed;
    private boolean versionSent;
    private boolean muted;
    private int connections;
    private Optional<PeerFailure> end = Optional.empty();
    private boolean closed;
    private String userAgent = "/Bitcoin SV:1.2.2/";

    /// A peer at an address of its own.
    public ScriptedPeer(VirtualNetwork network, Endpoint address) {
        this.address = address;
        this.transport = network.transport(address.ip());
    }

    /// Says something else of itself.
    public ScriptedPeer called(String agent) {
        userAgent = agent;
        return this;
    }

    /// Takes connections, one after the other.
    public ScriptedPeer listen() {
        transport.listen(address, options(), (_, _) -> Optional.of(this));
        return this;
    }

    /// Stops taking connections and drops the one it has.
    public void vanish() {
        transport.close();
        hangUp();
    }

    /// Opens a connection.
    public ScriptedPeer dial(Endpoint remote) {
        dialed = true;
        transport.connect(remote, options(), transport.nextLoop(), this);
        return this;
    }

    private static LinkOptions options() {
        return LinkOptions.of(Network.REGTEST.magic(), ConnectionConfig.DEFAULT, Optional.empty());
    }

    /// Its version message.
    public Version version() {
        return Version.of(70_016, Services.NETWORK | Services.BITCOIN_CASH, 1_767_225_600L, NetworkAddress.UNSPECIFIED, 0x5ee5L + address.hashCode(), userAgent, 100, true);
    }

    /// What it does with a message; the behaviour of a good peer unless overridden.
    protected void hear(Message message) {
        switch (message) {
            case Version _ -> {
                if (!versionSent) sendVersion();
                send(new Verack());
                send(ProtoConf.of(2_097_152, "Default"));
            }
            case Ping ping -> send(ping.reply());
            default -> {
                // a good peer may ignore the rest
            }
        }
    }

    /// Says something.
    public void send(Message message) {
        if (link != null) link.send(message);
    }

    /// Sends something that the other side sees as a fault.
    public void sendFault(LinkFault fault) {
        if (link != null) link.sendFault(fault);
    }

    /// Ends the connection.
    public void hangUp() {
        if (link != null) link.close();
    }

    private void sendVersion() {
        versionSent = true;
        send(version());
    }

    /// What it heard on its last connection.
    public List<Message> heard() {
        return List.copyOf(heard);
    }

    /// The messages of one kind that it heard on its last connection.
    public <M extends Message> List<M> heard(Class<M> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// How many connections it has had.
    public int connections() {
        return connections;
    }

    /// Whether its last connection is over.
    public boolean isClosed() {
        return closed;
    }

    /// Why its last connection ended, if the other side or the network ended it.
    public Optional<PeerFailure> end() {
        return end;
    }

    /// Where it is.
    public Endpoint address() {
        return address;
    }

    @Override
    public final void opened(Link opened) {
        link = (VirtualLink) opened;
        connections++;
        heard.clear();
        versionSent = false;
        closed = false;
        end = Optional.empty();
        begin();
        if (dialed && !muted) sendVersion();
    }

    /// Says nothing by itself from now on.
    public void mute() {
        muted = true;
    }

    /// Called when a connection stands, before it says anything.
    protected void begin() {}

    @Override
    public final void received(Link from, Message message, long frameBytes) {
        heard.add(message);
        if (!muted) hear(message);
    }

    @Override
    public final void faulted(Link from, LinkFault fault) {
        if (!(fault instanceof LinkFault.BadChecksum)) throw new AssertionError("a manager sent something faulty: " + fault.describe());
    }

    @Override
    public final void closed(Optional<PeerFailure> failure) {
        closed = true;
        end = failure;
        link = null;
    }
}

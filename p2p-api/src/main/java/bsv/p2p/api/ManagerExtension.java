package bsv.p2p.api;

/// Rides along with a manager: telemetry, sinks to other systems, behaviour of third parties. It sees the public [PeerManager] and
/// nothing else. What it throws is reported and leaves the manager as it was, without it.
public interface ManagerExtension extends AutoCloseable {
    /// Called once, when the manager has started. May subscribe, send and keep `manager`.
    void attach(PeerManager manager);

    /// Called at shutdown, after all connections are closed. Flush here; it is given a few seconds.
    @Override
    void close();
}

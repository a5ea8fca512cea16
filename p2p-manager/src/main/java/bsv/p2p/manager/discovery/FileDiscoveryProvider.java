package bsv.p2p.manager.discovery;

import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.Settings;
import java.nio.file.Path;
import java.util.Map;

/// Makes the strategy `file`, which reads the file of its setting `path` anew each time: one address a line, as `ADDRESS` or
/// `ADDRESS:PORT`; without a port the network's is meant. What follows a `#` is a comment. A line that makes no sense is a problem that
/// names its number, and the others are read.
public final class FileDiscoveryProvider implements PeerDiscoveryProvider {
    public FileDiscoveryProvider() {}

    @Override
    public String name() {
        return FileDiscovery.NAME;
    }

    @Override
    public PeerDiscovery open(Map<String, String> settings) {
        var read = new Settings(settings);
        var path = read.parsed("path", Path::of);
        if (read.text("path").isEmpty()) read.problem("path: the strategy \"file\" needs one");
        read.check();
        return new FileDiscovery(path.orElseThrow());
    }
}

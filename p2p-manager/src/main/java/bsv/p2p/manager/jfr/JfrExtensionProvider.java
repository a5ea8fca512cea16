package bsv.p2p.manager.jfr;

import bsv.p2p.api.ManagerExtension;
import bsv.p2p.api.ManagerExtensionProvider;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.spi.Settings;
import java.util.Map;

/// The extension `jfr`. It has no settings: what is recorded, and how often, is set at the recording.
public final class JfrExtensionProvider implements ManagerExtensionProvider {
    /// For the service loader.
    public JfrExtensionProvider() {}

    @Override
    public String name() {
        return "jfr";
    }

    @Override
    public ManagerExtension open(ManagerConfig config, Map<String, String> settings) {
        new Settings(settings).check();
        return new JfrExtension();
    }
}

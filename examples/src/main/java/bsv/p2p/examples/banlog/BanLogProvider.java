package bsv.p2p.examples.banlog;

import bsv.p2p.api.ManagerExtension;
import bsv.p2p.api.ManagerExtensionProvider;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.InvalidConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The extension `ban-log`. It has one setting, `file`: where to write.
public final class BanLogProvider implements ManagerExtensionProvider {
    /// For the ServiceLoader.
    public BanLogProvider() {}

    @Override
    public String name() {
        return "ban-log";
    }

    @Override
    public ManagerExtension open(ManagerConfig config, Map<String, String> settings) {
        var file = Optional.ofNullable(settings.get("file")).orElseThrow(() -> new InvalidConfiguration(List.of("file must name the file to write")));
        return new BanLog(Path.of(file));
    }
}

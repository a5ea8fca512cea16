package bsv.p2p.telemetry.otel;

import bsv.p2p.api.ManagerExtension;
import bsv.p2p.api.ManagerExtensionProvider;
import bsv.p2p.api.config.ManagerConfig;
import java.util.Map;

/// The extension `otel`. It sends nothing unless `telemetryEnabled` is set; its own settings are those of [PipelineSettings].
public final class OtelExtensionProvider implements ManagerExtensionProvider {
    /// For the service loader.
    public OtelExtensionProvider() {}

    @Override
    public String name() {
        return "otel";
    }

    @Override
    public ManagerExtension open(ManagerConfig config, Map<String, String> settings) {
        return new OtelExtension(PipelineSettings.of(settings));
    }
}

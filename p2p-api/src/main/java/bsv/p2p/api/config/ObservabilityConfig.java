package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import java.util.ArrayList;
import java.util.Optional;

/// What is told to logs and telemetry.
///
/// @param logLevel how much is logged
/// @param telemetryEnabled whether a telemetry extension runs
/// @param telemetryEndpoint where it sends to, a URL
/// @param serviceName how it names this process
public record ObservabilityConfig(LogLevel logLevel, boolean telemetryEnabled, Optional<String> telemetryEndpoint, String serviceName) {
    /// The documented defaults.
    public static final ObservabilityConfig DEFAULT = new ObservabilityConfig(LogLevel.INFO, false, Optional.empty(), "bsv-p2p-manager");

    public ObservabilityConfig {
        var problems = new ArrayList<String>();
        if (serviceName.isBlank()) problems.add("serviceName must not be blank");
        telemetryEndpoint.ifPresent(url -> Checks.httpUrl(problems, "telemetryEndpoint", url));
        InvalidConfiguration.throwIfAny(problems);
    }

    public ObservabilityConfig withLogLevel(LogLevel newLogLevel) {
        return new ObservabilityConfig(newLogLevel, telemetryEnabled, telemetryEndpoint, serviceName);
    }

    public ObservabilityConfig withTelemetryEnabled(boolean newTelemetryEnabled) {
        return new ObservabilityConfig(logLevel, newTelemetryEnabled, telemetryEndpoint, serviceName);
    }

    public ObservabilityConfig withTelemetryEndpoint(Optional<String> newTelemetryEndpoint) {
        return new ObservabilityConfig(logLevel, telemetryEnabled, newTelemetryEndpoint, serviceName);
    }

    public ObservabilityConfig withServiceName(String newServiceName) {
        return new ObservabilityConfig(logLevel, telemetryEnabled, telemetryEndpoint, newServiceName);
    }
}

package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is told to logs and telemetry. The engine keeps the levels and leaves it to the program, which has a logging back end, to apply them:
/// [bsv.p2p.api.event.ControlEvent.ConfigUpdated] tells when they change.
///
/// @param logLevel how much is logged
/// @param logLevels the same for single components, by their names or those of loggers
/// @param telemetryEnabled whether the extension `otel` runs and sends
/// @param telemetryEndpoint where it sends to, a URL; empty for the usual place on this machine
/// @param serviceName how it names this process
public record ObservabilityConfig(LogLevel logLevel, Map<String, LogLevel> logLevels, boolean telemetryEnabled, Optional<String> telemetryEndpoint,
        String serviceName) {
    private static final Pattern COMPONENT = Pattern.compile("[A-Za-z][A-Za-z0-9_.$-]{0,199}");
    /// The documented defaults.
    public static final ObservabilityConfig DEFAULT = new ObservabilityConfig(LogLevel.INFO, Map.of(), false, Optional.empty(), "bsv-p2p-manager");

    public ObservabilityConfig {
        logLevels = Map.copyOf(logLevels);
        var problems = new ArrayList<String>();
        for (var component : logLevels.keySet()) if (!COMPONENT.matcher(component).matches()) problems.add("logLevels must be of names, has \"" + component + "\"");
        if (serviceName.isBlank()) problems.add("serviceName must not be blank");
        telemetryEndpoint.ifPresent(url -> Checks.httpUrl(problems, "telemetryEndpoint", url));
        InvalidConfiguration.throwIfAny(problems);
    }

    public ObservabilityConfig withLogLevel(LogLevel newLogLevel) {
        return new ObservabilityConfig(newLogLevel, logLevels, telemetryEnabled, telemetryEndpoint, serviceName);
    }

    public ObservabilityConfig withLogLevels(Map<String, LogLevel> newLogLevels) {
        return new ObservabilityConfig(logLevel, newLogLevels, telemetryEnabled, telemetryEndpoint, serviceName);
    }

    public ObservabilityConfig withTelemetryEnabled(boolean newTelemetryEnabled) {
        return new ObservabilityConfig(logLevel, logLevels, newTelemetryEnabled, telemetryEndpoint, serviceName);
    }

    public ObservabilityConfig withTelemetryEndpoint(Optional<String> newTelemetryEndpoint) {
        return new ObservabilityConfig(logLevel, logLevels, telemetryEnabled, newTelemetryEndpoint, serviceName);
    }

    public ObservabilityConfig withServiceName(String newServiceName) {
        return new ObservabilityConfig(logLevel, logLevels, telemetryEnabled, telemetryEndpoint, newServiceName);
    }
}

package bsv.p2p.app.peers;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jspecify.annotations.Nullable;

/// Runs a test class if the foreign peers of npm can be had. If not, it is skipped and the build says why, in one line; in CI (`CI=true`)
/// it fails, unless there is no Node at all.
final class NpmPeers implements ExecutionCondition {
    private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
    private static NpmInstall.@Nullable Result result;

    NpmPeers() {}

    /// Where the scripts are.
    static Path folder() {
        return switch (result()) {
            case NpmInstall.Result.Ready(var folder) -> folder;
            case NpmInstall.Result.Skipped(var reason) -> throw new IllegalStateException(reason);
            case NpmInstall.Result.Failed(var reason) -> throw new IllegalStateException(reason);
        };
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        return switch (result()) {
            case NpmInstall.Result.Ready _ -> ConditionEvaluationResult.enabled("npm peers are installed");
            case NpmInstall.Result.Skipped(var reason) -> ConditionEvaluationResult.disabled("npm peers skipped: " + reason);
            case NpmInstall.Result.Failed(var reason) -> throw new IllegalStateException("npm peers cannot run: " + reason);
        };
    }

    private static synchronized NpmInstall.Result result() {
        var known = result;
        if (known == null) {
            result = known = install();
            if (known instanceof NpmInstall.Result.Skipped(var reason)) System.out.println("npm peers skipped: " + reason);
        }
        return known;
    }

    private static NpmInstall.Result install() {
        var install = new NpmInstall("node", "npm", "true".equals(System.getenv("CI")));
        try {
            return install.into(MODULE.resolve("src/test/npm"), MODULE.resolve("target/npm").toAbsolutePath());
        } catch (IOException | InterruptedException broken) {
            return new NpmInstall.Result.Failed(broken.toString());
        }
    }
}

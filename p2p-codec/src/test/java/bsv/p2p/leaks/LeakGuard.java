package bsv.p2p.leaks;

import io.netty.util.LeakPresenceDetector;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test that leaves a Netty buffer unreleased, and says where the buffer was made.
///
/// JUnit finds it as a service (`junit.jupiter.extensions.autodetection.enabled`), so no test has to name it and none
/// can forget it. A module takes it along with the test jar of `p2p-codec` and the property `leaks.netty`.
public final class LeakGuard implements AfterEachCallback, AfterAllCallback {

    /// How long event loops may take to release what was under way when the test ended.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    public LeakGuard() {}

    @Override
    public void afterEach(ExtensionContext test) throws InterruptedException {
        check();
    }

    /// Looks again after `@AfterAll` methods.
    @Override
    public void afterAll(ExtensionContext tests) throws InterruptedException {
        check();
    }

    private static void check() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (CountedResources.anyOpen() && System.nanoTime() - deadline < 0) {
            Thread.sleep(Duration.ofMillis(5)); // another thread may be about to release; Netty tells nobody when it has
        }
        LeakPresenceDetector.check();
    }
}

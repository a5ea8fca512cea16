package bsv.p2p.leaks;

import io.netty.util.LeakPresenceDetector;

/// Netty's leak detector for our tests: counts buffers and other resources from birth to release, without help from
/// the garbage collector. Netty creates it by name (`-Dio.netty.customResourceLeakDetector`).
///
/// The count lives in a scope of our own because Netty's can only be read by resetting it.
public final class CountedResources<T> extends LeakPresenceDetector<T> {

    static final ResourceScope OPEN = new ResourceScope("tests");

    public CountedResources(Class<?> resourceType, int samplingInterval) {
        super(resourceType);
    }

    public CountedResources(Class<?> resourceType, int samplingInterval, long maxActive) {
        super(resourceType);
    }

    /// Whether any resource is not released yet. Asking changes nothing.
    public static boolean anyOpen() {
        return OPEN.hasOpenResources();
    }

    @Override
    protected ResourceScope currentScope() {
        return OPEN;
    }
}

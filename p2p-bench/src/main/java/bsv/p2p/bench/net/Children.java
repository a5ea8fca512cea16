package bsv.p2p.bench.net;

/// How the processes of a measurement fail: at once, with the reason on standard error, so that nothing is measured that went wrong.
final class Children {
    private Children() {}

    static void failLoudly() {
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> fail(failure));
    }

    static void fail(Throwable failure) {
        failure.printStackTrace();
        Runtime.getRuntime().halt(2);
    }
}

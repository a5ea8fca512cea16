package bsv.p2p.bench.startup;

/// The least that a Java program can do: what a JVM costs before anything of ours runs.
public final class Hello {
    private Hello() {}

    public static void main(String[] arguments) {
        System.out.println("hello");
    }
}

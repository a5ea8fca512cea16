package bsv.p2p.telemetry.otel;

/// Text of peers for whoever shows spans.
final class PeerText {
    private static final int LONGEST = 256;

    private PeerText() {}

    /// At most 256 characters of it; what controls a terminal, turns the direction of writing or hides itself becomes `?`.
    static String safe(String text) {
        var safe = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(point -> safe.appendCodePoint(isHarmless(point) ? point : '?'));
        return safe.toString();
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                 Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

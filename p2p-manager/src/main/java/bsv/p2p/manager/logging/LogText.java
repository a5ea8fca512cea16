package bsv.p2p.manager.logging;

/// Makes text from peers harmless for logs: control characters, line ends, direction marks and lone surrogates become `\\u{…}`.
public final class LogText {
    private LogText() {}

    public static String safe(String text) {
        if (text.chars().allMatch(c -> c >= 0x20 && c < 0x7f && c != '\\')) return text;
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isHarmless(point)) safe.appendCodePoint(point);
            else safe.append("\\u{").append(Integer.toHexString(point)).append('}');
        });
        return safe.toString();
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                 Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> point != '\\';
        };
    }
}

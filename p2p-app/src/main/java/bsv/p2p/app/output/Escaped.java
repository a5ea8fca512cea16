package bsv.p2p.app.output;

/// Text of strangers for a terminal, a log or a message. What could move the cursor, break the line, turn the direction of writing
/// or hide itself is written out: `\x1b` for what fits a byte, else a backslash and `u{202e}`.
///
/// As an argument of a log call it costs nothing where the level is off: `log.atInfo().addKeyValue("agent", new Escaped(agent))`.
///
/// @param text anything
public record Escaped(String text) {
    /// `text` made harmless. Harmless text stays as it is, so escaping twice is escaping once.
    public static String of(String text) {
        return text.codePoints().allMatch(Escaped::isHarmless) ? text : escape(text);
    }

    /// As [#of], in quotes, with the quotes and backslashes within escaped: nothing in it looks like the end of it.
    public static String quoted(String text) {
        return '"' + of(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    @Override
    public String toString() {
        return of(text);
    }

    private static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isHarmless(point)) escaped.appendCodePoint(point);
            else if (point <= 0xff) escaped.append("\\x%02x".formatted(point));
            else escaped.append("\\u{%x}".formatted(point));
        });
        return escaped.toString();
    }

    /// Formatting characters (bidirectional, zero-width, tags), unpaired surrogates and odd line ends are as bad as controls.
    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

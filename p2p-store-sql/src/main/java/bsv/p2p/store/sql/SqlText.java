package bsv.p2p.store.sql;

/// Texts of strangers as databases can hold them: NUL and halves of surrogate pairs, which some refuse and some lose, are written as
/// `\` `uXXXX`, and so is the backslash.
final class SqlText {
    private SqlText() {}

    static String encode(String text) {
        if (isPlain(text)) return text;
        var encoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) encoded.append(c).append(text.charAt(++i));
            else if (c == 0 || c == '\\' || Character.isSurrogate(c)) encoded.append("\\u%04x".formatted((int) c));
            else encoded.append(c);
        }
        return encoded.toString();
    }

    /// What [#encode] was given.
    ///
    /// @throws IllegalArgumentException if a backslash begins something else
    static String decode(String encoded) {
        if (encoded.indexOf('\\') < 0) return encoded;
        var text = new StringBuilder(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            if (i + 6 > encoded.length() || encoded.charAt(i + 1) != 'u') throw new IllegalArgumentException("expected \\uXXXX after a backslash");
            text.append((char) Integer.parseInt(encoded, i + 2, i + 6, 16));
            i += 5;
        }
        return text.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c == '\\' || Character.isSurrogate(c)) return false;
        }
        return true;
    }
}

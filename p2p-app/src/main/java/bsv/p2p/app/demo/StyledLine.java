package bsv.p2p.app.demo;

/// One line of a terminal, built from left to right and never longer than its width. Not safe to use from many threads.
final class StyledLine {
    private final StringBuilder ansi = new StringBuilder();
    private final boolean styled;
    private int room;

    /// @param width characters that there is room for
    /// @param styled whether styles are written, or text alone
    StyledLine(int width, boolean styled) {
        room = Math.max(0, width);
        this.styled = styled;
    }

    /// How text looks, in the codes of ECMA-48 that every terminal knows.
    enum Style {
        PLAIN(""), BOLD("1"), DIM("2"), REVERSE("7"), RED("31"), GREEN("32"), YELLOW("33"), CYAN("36");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    StyledLine add(String text) {
        return add(Style.PLAIN, text);
    }

    /// Adds what there is room for; whatever is no printable ASCII becomes a question mark, so that no text from elsewhere reaches the
    /// terminal as a command.
    StyledLine add(Style style, String text) {
        var visible = printable(text.length() <= room ? text : text.substring(0, room));
        room -= visible.length();
        if (styled && style != Style.PLAIN && !visible.isEmpty()) ansi.append("\u001b[").append(style.code).append('m').append(visible).append("\u001b[0m");
        else ansi.append(visible);
        return this;
    }

    /// Adds text in a column of its own: filled up or cut to `width`.
    StyledLine column(Style style, String text, int width) {
        return add(style, text.length() <= width ? text + " ".repeat(width - text.length()) : text.substring(0, width));
    }

    /// As [#column], with the text at the right.
    StyledLine rightColumn(Style style, String text, int width) {
        return add(style, text.length() <= width ? " ".repeat(width - text.length()) + text : text.substring(0, width));
    }

    /// Characters that there is still room for.
    int room() {
        return room;
    }

    @Override
    public String toString() {
        return ansi.toString();
    }

    private static String printable(String text) {
        var safe = new StringBuilder(text.length());
        text.chars().forEach(c -> safe.append(c >= 0x20 && c <= 0x7e ? (char) c : '?'));
        return safe.toString();
    }
}

package bsv.p2p.app.demo;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.ConnectionState;
import bsv.p2p.app.demo.StyledLine.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Draws the live view: what the demo is doing, the counts, the connections of the node under show, and the last events, in as many
/// lines and columns as there are.
final class LiveView {
    private static final int MIN_COLUMNS = 40;
    /// From so many columns on, words are spelled out.
    private static final int SPACIOUS = 80;
    private static final int EVENTS_WANTED = 8;
    private static final Comparator<ConnectionSnapshot> ORDER = Comparator
            .comparing(ConnectionSnapshot::inbound)
            .thenComparing(connection -> connection.state() != ConnectionState.CONNECTED)
            .thenComparing(connection -> connection.establishedAt().orElse(Instant.MAX))
            .thenComparing(ConnectionSnapshot::address, Comparator.comparing(endpoint -> endpoint.ip()));

    private final boolean styled;

    /// @param styled whether to use colours
    LiveView(boolean styled) {
        this.styled = styled;
    }

    /// At most `size.rows()` lines of at most `size.columns()` characters, styles not counted.
    ///
    /// @param phase what the demo is doing
    /// @param events the last ones, oldest first
    List<String> draw(DemoState state, String phase, List<String> events, TerminalSize size) {
        int columns = Math.max(MIN_COLUMNS, size.columns());
        var lines = new ArrayList<String>();
        lines.add(title(state, columns));
        lines.add("");
        lines.add(labelled("now", Style.BOLD, phase, columns));
        lines.add(labelled("node", Style.PLAIN, nodeFacts(state), columns));
        lines.add(labelled("network", Style.PLAIN, networkFacts(state), columns));
        lines.add(labelled("chain", Style.PLAIN, chainFacts(state), columns));
        lines.add("");
        int room = size.rows() - lines.size() - 2;
        int eventRows = Math.clamp(room / 4, 0, Math.min(EVENTS_WANTED, events.size()));
        table(lines, state, columns, room - eventRows);
        lines.add("");
        for (var event : events.subList(events.size() - eventRows, events.size())) lines.add(line(columns).add(Style.DIM, " " + event).toString());
        return List.copyOf(lines.subList(0, Math.min(lines.size(), size.rows())));
    }

    private String title(DemoState state, int columns) {
        var left = " BSV P2P demo" + (columns >= SPACIOUS ? ": a network on this machine" : "");
        var right = clock(state.elapsed()) + state.length().map(length -> " of " + clock(length)).orElse("") + "  (Ctrl-C ends) ";
        int gap = Math.max(1, columns - left.length() - right.length());
        return line(columns).add(Style.REVERSE, left + " ".repeat(gap) + right).toString();
    }

    private String labelled(String label, Style style, String text, int columns) {
        return line(columns).column(Style.CYAN, " " + label, 10).add(style, text).toString();
    }

    private static String nodeFacts(DemoState state) {
        return "%d of %d outbound, %d inbound, %d peers known, %d banned, %d messages/s".formatted(state.counts().outbound(), state.target(),
                state.counts().inbound(), state.peersKnown(), state.bans(), state.messagesPerSecond());
    }

    private static String networkFacts(DemoState state) {
        return "%d of %d nodes up, with %d connections each on average".formatted(state.nodesUp(), state.nodes(),
                Math.round((double) state.nodeConnections() / Math.max(1, state.nodesUp())));
    }

    private static String chainFacts(DemoState state) {
        return "block %d %s, %d transactions relayed".formatted(state.tip().height(), state.tip().hash().toString().substring(0, 16),
                state.transactions());
    }

    private void table(List<String> lines, DemoState state, int columns, int rows) {
        var sorted = state.connections().stream().sorted(ORDER).toList();
        int addressWidth = sorted.stream().mapToInt(connection -> connection.address().toString().length()).max().orElse(0);
        var layout = new Layout(Math.max(addressWidth, "ADDRESS".length()), columns >= 100 ? 2 : 1);
        if (rows > 0) lines.add(header(layout, columns));
        int shown = sorted.size() < rows ? sorted.size() : Math.max(0, rows - 2);
        for (var connection : sorted.subList(0, shown)) lines.add(row(connection, state.now(), layout, columns));
        if (shown < sorted.size() && rows > 1) lines.add(line(columns).add(Style.DIM, " and %d more".formatted(sorted.size() - shown)).toString());
    }

    private record Layout(int addressWidth, int gap) {
        String space() {
            return " ".repeat(gap);
        }
    }

    private String header(Layout layout, int columns) {
        return cells(layout, columns, Style.BOLD, "ADDRESS", "DIR", Style.BOLD, "STATE", "PING", "MIN", "IN", "OUT", "SINCE", "AGENT");
    }

    private String row(ConnectionSnapshot connection, Instant now, Layout layout, int columns) {
        boolean connected = connection.state() == ConnectionState.CONNECTED;
        return cells(layout, columns, connected ? Style.PLAIN : Style.DIM, connection.address().toString(), connection.inbound() ? "in" : "out",
                stateStyle(connection), stateText(connection), roundTrip(connection.lastPing()), roundTrip(connection.minPing()),
                Long.toString(connection.messagesReceived()), Long.toString(connection.messagesSent()),
                connection.establishedAt().map(since -> clock(Duration.between(since, now))).orElse("-"), connection.userAgent());
    }

    private String cells(Layout layout, int columns, Style style, String address, String direction, Style stateStyle, String state, String ping,
            String minPing, String in, String out, String since, String agent) {
        return line(columns).add(" ")
                .column(style, address, layout.addressWidth()).add(layout.space())
                .column(style, direction, 3).add(layout.space())
                .column(stateStyle, state, 9).add(layout.space())
                .rightColumn(style, ping, 7).add(layout.space())
                .rightColumn(style, minPing, 7).add(layout.space())
                .rightColumn(style, in, 5).add(layout.space())
                .rightColumn(style, out, 5).add(layout.space())
                .rightColumn(style, since, 5).add(layout.space())
                .add(style, agent).toString();
    }

    private static String stateText(ConnectionSnapshot connection) {
        return switch (connection.state()) {
            case DISCONNECTED -> connection.retries() == 0 ? "waiting" : "retry " + connection.retries();
            case CONNECTING -> "dialing";
            case AWAITING_HANDSHAKE -> "handshake";
            case CONNECTED -> "connected";
            case REJECTED -> "rejected";
            case FAILED -> "failed";
        };
    }

    private static Style stateStyle(ConnectionSnapshot connection) {
        return switch (connection.state()) {
            case CONNECTED -> Style.GREEN;
            case CONNECTING, AWAITING_HANDSHAKE -> Style.CYAN;
            case DISCONNECTED -> Style.YELLOW;
            case REJECTED, FAILED -> Style.RED;
        };
    }

    private static String roundTrip(Optional<Duration> ping) {
        return ping.map(time -> time.toMillis() < 10 ? String.format(Locale.ROOT, "%.2f ms", time.toNanos() / 1e6) : time.toMillis() + " ms").orElse("-");
    }

    private static String clock(Duration duration) {
        var time = duration.isNegative() ? Duration.ZERO : duration;
        return time.toHours() > 0 ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }

    private StyledLine line(int columns) {
        return new StyledLine(columns, styled);
    }
}

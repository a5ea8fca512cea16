package bsv.p2p.api.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A regular expression that takes time proportional to expression × text at most, whatever either is: all ways through it are followed at
/// once (Thompson's construction), and none is gone back on, as `java.util.regex` would. Case does not count; it may be found anywhere.
///
/// Understood are characters, `.`, sets as `[a-z_]` and `[^0-9]`, `\d`, `\w`, `\s`, groups, `|`, `*`, `+`, `?`, `^` and `$`; a sign
/// stands for itself after `\`. Counts in braces, back references and look-around are not.
///
/// For one thread.
final class LinearRegex {
    private static final String SIGNS = "\\.[](){}|*+?^$";
    private final String expression;
    private final State start;
    private int at;

    /// A place on the way through the expression.
    private static final class State {
        private final Kind kind;
        private final @Nullable IntPredicate wanted;
        private final List<State> next = new ArrayList<>(2);
        private int reachedAt = -1;

        private State(Kind kind, @Nullable IntPredicate wanted, State... next) {
            this.kind = kind;
            this.wanted = wanted;
            this.next.addAll(List.of(next));
        }
    }

    private enum Kind {
        CHARACTER, FORK, BEGIN, END, FOUND
    }

    /// Part of the expression: where it is entered, given what comes after it.
    private interface Part extends UnaryOperator<State> {}

    /// @throws IllegalArgumentException if it is none, or uses what is not understood
    LinearRegex(String expression) {
        this.expression = expression;
        var whole = choice();
        if (at < expression.length()) throw wrong("no ')' without a '('");
        start = whole.apply(new State(Kind.FOUND, null));
    }

    /// Whether it is found anywhere in `text`.
    boolean isIn(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        List<State> now = new ArrayList<>();
        for (int position = 0; position <= lower.length(); position++) {
            if (reach(start, position, lower.length(), now)) return true;
            if (position == lower.length()) return false;
            var after = new ArrayList<State>();
            for (var state : now) {
                if (state.wanted == null || !state.wanted.test(lower.charAt(position))) continue;
                for (var next : state.next) if (reach(next, position + 1, lower.length(), after)) return true;
            }
            now = after;
        }
        return false;
    }

    /// Adds a state, and those that it leads to without a character.
    ///
    /// @return whether the end of the expression is among them
    private static boolean reach(State from, int position, int length, List<State> reached) {
        var open = new ArrayList<State>(List.of(from));
        while (!open.isEmpty()) {
            var state = open.removeLast();
            if (state.reachedAt == position) continue;
            state.reachedAt = position;
            switch (state.kind) {
                case CHARACTER -> reached.add(state);
                case FORK -> open.addAll(state.next);
                case BEGIN -> {
                    if (position == 0) open.addAll(state.next);
                }
                case END -> {
                    if (position == length) open.addAll(state.next);
                }
                case FOUND -> {
                    return true;
                }
            }
        }
        return false;
    }

    private Part choice() {
        var ways = new ArrayList<Part>(List.of(sequence()));
        while (take('|')) ways.add(sequence());
        if (ways.size() == 1) return ways.getFirst();
        return after -> new State(Kind.FORK, null, ways.stream().map(way -> way.apply(after)).toArray(State[]::new));
    }

    private Part sequence() {
        var parts = new ArrayList<Part>();
        while (at < expression.length() && "|)".indexOf(expression.charAt(at)) < 0) parts.add(repeated());
        return after -> {
            var entry = after;
            for (var part : parts.reversed()) entry = part.apply(entry);
            return entry;
        };
    }

    private Part repeated() {
        var part = one();
        while (at < expression.length()) {
            if (take('*')) part = optional(many(part));
            else if (take('+')) part = many(part);
            else if (take('?')) part = optional(part);
            else return part;
        }
        return part;
    }

    private static Part many(Part part) {
        return after -> {
            var again = new State(Kind.FORK, null, after);
            var entry = part.apply(again);
            again.next.add(entry);
            return entry;
        };
    }

    private static Part optional(Part part) {
        return after -> new State(Kind.FORK, null, part.apply(after), after);
    }

    private Part one() {
        char sign = expression.charAt(at++);
        return switch (sign) {
            case '(' -> group();
            case '[' -> character(set());
            case '.' -> character(_ -> true);
            case '^' -> after -> new State(Kind.BEGIN, null, after);
            case '$' -> after -> new State(Kind.END, null, after);
            case '\\' -> character(escaped());
            default -> {
                if (SIGNS.indexOf(sign) >= 0) throw wrong("a '\\' before this '" + sign + "', or something that it belongs to");
                yield character(only(sign));
            }
        };
    }

    private static Part character(IntPredicate wanted) {
        return after -> new State(Kind.CHARACTER, wanted, after);
    }

    private Part group() {
        if (at < expression.length() && expression.charAt(at) == '?') throw wrong("a plain group");
        var inside = choice();
        if (!take(')')) throw wrong("a ')'");
        return inside;
    }

    private IntPredicate set() {
        boolean none = take('^');
        IntPredicate members = _ -> false;
        do {
            if (at >= expression.length()) throw wrong("a ']'");
            members = members.or(member());
        } while (!take(']'));
        return none ? members.negate() : members;
    }

    private IntPredicate member() {
        char first = expression.charAt(at++);
        if (first == '\\') return escaped();
        boolean range = at + 1 < expression.length() && expression.charAt(at) == '-' && expression.charAt(at + 1) != ']';
        if (!range) return only(first);
        char last = Character.toLowerCase(expression.charAt(at + 1));
        char least = Character.toLowerCase(first);
        at += 2;
        if (last < least) throw wrong("a range that rises");
        return character -> character >= least && character <= last;
    }

    private IntPredicate escaped() {
        if (at >= expression.length()) throw wrong("a sign after '\\'");
        char sign = expression.charAt(at++);
        return switch (sign) {
            case 'd' -> character -> character >= '0' && character <= '9';
            case 'w' -> character -> character == '_' || (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z');
            case 's' -> character -> character == ' ' || (character >= '\t' && character <= '\r');
            default -> {
                if (Character.isLetterOrDigit(sign)) throw wrong("\\d, \\w, \\s or a sign after '\\', not '" + sign + "'");
                yield only(sign);
            }
        };
    }

    private static IntPredicate only(char sign) {
        char lower = Character.toLowerCase(sign);
        return character -> character == lower;
    }

    private boolean take(char sign) {
        boolean there = at < expression.length() && expression.charAt(at) == sign;
        if (there) at++;
        return there;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("regular expression \"%s\": expected %s at character %d".formatted(expression, expected, at));
    }
}

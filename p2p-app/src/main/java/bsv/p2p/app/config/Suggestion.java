package bsv.p2p.app.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/// Guesses what a mistyped name was meant to be.
public final class Suggestion {
    private Suggestion() {}

    /// `; did you mean NAME?`, or nothing if no name is near.
    public static String of(String typed, Stream<String> names) {
        if (typed.length() > 64) return "";
        var last = typed.substring(typed.lastIndexOf('.') + 1);
        return names.min(Comparator.comparingInt((String name) -> distance(typed, last, name)).thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(typed, last, name) <= Math.max(2, name.length() / 3))
                .map(name -> "; did you mean " + name + "?").orElse("");
    }

    /// A key under a table of its own, such as `connection.pingInterval`, is meant by its last word.
    private static int distance(String typed, String last, String name) {
        return Math.min(distance(typed, name), distance(last, name));
    }

    /// How many letters must be changed, added, left out or swapped with their neighbour, case apart.
    static int distance(String first, String second) {
        var a = first.toLowerCase(Locale.ROOT);
        var b = second.toLowerCase(Locale.ROOT);
        var table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(Math.min(table[i - 1][j], table[i][j - 1]) + 1, table[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, table[i - 2][j - 2] + 1);
                }
                table[i][j] = best;
            }
        }
        return table[a.length()][b.length()];
    }
}

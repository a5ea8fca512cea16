package bsv.p2p.api.config;

import java.util.List;
import java.util.Locale;

/// Which user agents are meant: those that contain a text, or, where the text has `*` or `?`, those that match it as a whole, or, where it
/// begins with [#REGEX], those in which the regular expression after that is found. Case does not count. Matching takes time proportional to
/// agent × pattern, whatever the pattern.
///
/// A regular expression has characters, `.`, sets as `[a-z_]` and `[^0-9]`, `\d`, `\w`, `\s`, groups, `|`, `*`, `+`, `?`, `^` and `$`; a sign stands for
/// itself after `\`.
///
/// @param text 1 to 256 characters; `*` stands for any run of characters, `?` for one
public record UserAgentPattern(String text) {
    /// What a regular expression begins with.
    public static final String REGEX = "regex:";
    /// Words by which node operators keep out other chains; an own agent with one of them would be banned.
    private static final List<String> BANNED_WORDS = List.of("abc", "cash", "bch");

    public UserAgentPattern {
        if (text.isEmpty() || text.length() > 256) {
            throw new IllegalArgumentException("a user agent pattern has 1 to 256 characters, this one has " + text.length());
        }
        if (text.startsWith(REGEX)) new LinearRegex(text.substring(REGEX.length()));
    }

    public boolean matches(String userAgent) {
        if (text.startsWith(REGEX)) return new LinearRegex(text.substring(REGEX.length())).isIn(userAgent);
        var agent = userAgent.toLowerCase(Locale.ROOT);
        var pattern = text.toLowerCase(Locale.ROOT);
        return isGlob() ? globMatches(pattern, agent) : agent.contains(pattern);
    }

    private boolean isGlob() {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /// Goes back only to the last star, so the work is bounded by the product of the lengths.
    private static boolean globMatches(String pattern, String agent) {
        int p = 0;
        int a = 0;
        int star = -1;
        int resume = 0;
        while (a < agent.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = a;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == agent.charAt(a))) {
                p++;
                a++;
            } else if (star >= 0) {
                p = star + 1;
                a = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') p++;
        return p == pattern.length();
    }

    /// What is wrong with `agent` as our own.
    static void checkOwn(List<String> problems, String agent) {
        if (agent.isEmpty() || agent.length() > 256) problems.add("userAgent must have 1 to 256 characters, has " + agent.length());
        if (agent.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) problems.add("userAgent must have characters from ' ' to '~' only");
        var lower = agent.toLowerCase(Locale.ROOT);
        for (var word : BANNED_WORDS) {
            if (lower.contains(word)) problems.add("userAgent must not contain \"%s\": peers ban it; is \"%s\"".formatted(word, agent));
        }
    }
}

package bsv.p2p.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bsv.p2p.api.error.InvalidConfiguration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserAgentPatternTest {
    @ParameterizedTest
    @CsvSource({
        "abc, /Bitcoin ABC:0.22.1/, true",
        "ABC, /bitcoin abc/, true",
        "abc, /ab-c/, false",
        "/a/, /a/, true",
        "(a+)+$, /(A+)+$/, true", // no regular expression
        "[a], a, false",
        "*, '', true",
        "?, '', false",
        "*, anything, true",
        "/bitcoin sv:*/, /Bitcoin SV:1.2.2(EU; 7)/, true",
        "/bitcoin sv:*/, x/Bitcoin SV:1.2.2/, false", // a glob is about the whole
        "/bitcoin sv:*/, /Bitcoin SV:1.2.2/x, false",
        "/a?c/, /abc/, true",
        "/a?c/, /ac/, false",
        "*b*d, abcbd, true",
        "*b*d, abcbdx, false",
        "a**b, ab, true",
        "a*b*c, aXbYbZc, true",
        "*.*.*, a.b, false"
    })
    void aTextIsLookedForAndAGlobMatchesTheWhole(String pattern, String agent, boolean matches) {
        assertThat(new UserAgentPattern(pattern).matches(agent)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "a+b ~ xaab ~ true",
        "a+b ~ xb ~ false",
        "a*b ~ b ~ true",
        "colou?r ~ /Color/ ~ true",
        "^/bitcoin sv:1\\.0\\.[0-9]+ ~ /Bitcoin SV:1.0.13/ ~ true",
        "^/bitcoin sv:1\\.0\\.[0-9]+ ~ x/Bitcoin SV:1.0.13/ ~ false",
        "^/bitcoin sv:1\\.0\\.[0-9]+ ~ /Bitcoin SV:1a0.13/ ~ false",
        "spy$ ~ /a spy ~ true",
        "spy$ ~ /a spy/ ~ false",
        "^$ ~ '' ~ true",
        "^$ ~ a ~ false",
        "x| ~ b ~ true",
        "(spy|miner)[_-]?\\d ~ /MINER_7/ ~ true",
        "(spy|miner)[_-]?\\d ~ /miner__7/ ~ false",
        "[^a-z]z ~ /z ~ true",
        "[^a-z/]z ~ /z ~ false",
        "[A-C]\\w\\s ~ /b_ / ~ true",
        "[a\\]-]x ~ ]x ~ true",
        "[a-]x ~ -x ~ true",
        ". ~ '' ~ false",
        "(a*)* ~ b ~ true",
        "(a*)+c ~ aac ~ true",
        "()+x ~ x ~ true",
        "a** ~ b ~ true",
        "\\(EU\\) ~ (eu) ~ true"
    })
    void aRegularExpressionIsLookedFor(String expression, String agent, boolean found) {
        assertThat(new UserAgentPattern("regex:" + expression).matches(agent)).isEqualTo(found);
    }

    /// An independent engine finds the same, in what both understand.
    @Test
    void randomExpressionsFindWhatTheOneOfTheJdkFinds() {
        var random = new Random(7);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            var expression = expression(random, 3);
            var agent = random.ints(random.nextInt(8), 0, 3).mapToObj(letter -> "abc".substring(letter, letter + 1)).collect(Collectors.joining());
            boolean expected = Pattern.compile(expression).matcher(agent).find();
            found += expected ? 1 : 0;
            assertThat(new UserAgentPattern("regex:" + expression).matches(agent)).as("%s in %s", expression, agent).isEqualTo(expected);
        }
        assertThat(found).isBetween(5_000, 19_000);
    }

    private static String expression(Random random, int depth) {
        if (depth == 0) return List.of("a", "b", ".", "[ab]", "[^a]", "^", "$").get(random.nextInt(7));
        var one = expression(random, depth - 1);
        return switch (random.nextInt(6)) {
            case 0 -> one + expression(random, depth - 1);
            case 1 -> "(" + one + "|" + expression(random, depth - 1) + ")";
            case 2 -> "(" + one + ")*";
            case 3 -> "(" + one + ")+";
            case 4 -> "(" + one + ")?";
            default -> one + one;
        };
    }

    /// Each would keep `java.util.regex` busy for ever.
    @ParameterizedTest
    @Timeout(5)
    @ValueSource(strings = {"(a+)+$", "(a|a)+$", "(a*)*b", "(((((a*)*)*)*)*)*b", "(.*)*(.*)*(.*)*x"})
    void noExpressionTakesLong(String expression) {
        var pattern = new UserAgentPattern("regex:" + expression);
        for (int i = 0; i < 100; i++) assertThat(pattern.matches("a".repeat(255) + "!")).isFalse();
    }

    @Test
    @Timeout(5)
    void deepGroupsAreRead() {
        assertThat(new UserAgentPattern("regex:" + "(".repeat(124) + "a" + ")".repeat(124)).matches("xay")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "(a | expected a ')' at character 2",
        "a) | expected no ')' without a '(' at character 1",
        "*a | expected a '\\' before this '*', or something that it belongs to at character 1",
        "a{2} | expected a '\\' before this '{', or something that it belongs to at character 2",
        "[a | expected a ']' at character 2",
        "[z-a] | expected a range that rises at character 4",
        "a\\ | expected a sign after '\\' at character 2",
        "\\b | expected \\d, \\w, \\s or a sign after '\\', not 'b' at character 2",
        "(?i)a | expected a plain group at character 1"
    })
    void anExpressionThatIsNoneSaysWhere(String expression, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserAgentPattern("regex:" + expression)).withMessage("regular expression \"%s\": %s", expression, message);
    }

    /// Backtracking into every star would take longer than the universe is old.
    @Test
    @Timeout(5)
    void starsDoNotMultiply() {
        var pattern = new UserAgentPattern("*a".repeat(100) + "b");
        var agent = "a".repeat(256);
        for (int i = 0; i < 100; i++) assertThat(pattern.matches(agent)).isFalse();
    }

    @Test
    void aPatternHas1To256Characters() {
        assertThat(new UserAgentPattern("x".repeat(256)).matches("x".repeat(256))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new UserAgentPattern("")).withMessageContaining("has 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new UserAgentPattern("x".repeat(257))).withMessageContaining("has 257");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Bitcoin ABC/", "/cash-node/", "/BCH:1/", "", "/\u00e9/", "/a\n/"})
    void ourOwnAgentIsOneThatPeersLetIn(String agent) {
        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> IdentityConfig.DEFAULT.withUserAgent(agent)).withMessageContaining("userAgent must");
        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> IdentityConfig.DEFAULT.withUserAgent("/abc/" + "\u00e9".repeat(256)))
                .satisfies(invalid -> assertThat(invalid.problems()).hasSize(3));
    }
}

package bsv.p2p.api.error;

import java.util.List;

/// Settings that do not hold; all that is wrong at once.
public class InvalidConfiguration extends P2pException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> problems;

    public InvalidConfiguration(List<String> problems) {
        super("invalid configuration: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /// One sentence each: which setting, what was expected, what came.
    public List<String> problems() {
        return problems;
    }

    /// Throws if there are problems.
    public static void throwIfAny(List<String> problems) {
        if (!problems.isEmpty()) throw new InvalidConfiguration(problems);
    }
}

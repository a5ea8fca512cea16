package bsv.p2p.api.error;

import java.util.List;

/// A target and a maximum of connections that do not go together.
public class InvalidConnectionLimits extends InvalidConfiguration {
    private static final long serialVersionUID = 1L;
    private final int target;
    private final int max;

    public InvalidConnectionLimits(int target, int max, List<String> problems) {
        super(problems);
        this.target = target;
        this.max = max;
    }

    public int target() {
        return target;
    }

    public int max() {
        return max;
    }
}

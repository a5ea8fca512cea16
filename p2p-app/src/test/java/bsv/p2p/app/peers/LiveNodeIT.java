package bsv.p2p.app.peers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A node that the environment names: BSV_TEST_NODE, BSV_TEST_NETWORK, BSV_TEST_TIMEOUT. Skipped if it names none, and says so.
@ExtendWith(LiveNodeIT.IfNamed.class)
class LiveNodeIT extends LiveNodeTests {
    @Override
    LiveNode node() {
        return LiveNode.of(System.getenv()).orElseThrow();
    }

    /// Whether there is one.
    static final class IfNamed implements ExecutionCondition {
        private static boolean told;

        IfNamed() {}

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
            if (LiveNode.of(System.getenv()).isPresent()) return ConditionEvaluationResult.enabled("BSV_TEST_NODE is set");
            if (!told) System.out.println(LiveNode.HOW);
            told = true;
            return ConditionEvaluationResult.disabled(LiveNode.HOW);
        }
    }
}

package bsv.p2p.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.LeakPresenceDetector;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;

class LeakGuardTest {

    @Test
    void isFoundByJunit() {
        assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(LeakGuard.class);
    }

    @Test
    void seesAPooledBufferThatIsNotReleased() {
        assertLeaks(ByteBufAllocator.DEFAULT.buffer(16));
    }

    @Test
    void seesAnUnpooledBufferThatIsNotReleased() {
        assertLeaks(Unpooled.directBuffer(16));
    }

    @Test
    void acceptsAReleasedBuffer() {
        ByteBufAllocator.DEFAULT.buffer(16).release();
    }

    private static void assertLeaks(ByteBuf leaked) {
        assertThat(CountedResources.OPEN.hasOpenResources()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(LeakPresenceDetector::check)
                .satisfies(leak -> assertThat(leak.getSuppressed()[0].getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(LeakGuardTest.class.getName())));
        // The check has forgotten the buffer; its release now makes the count negative, which the next check forgets.
        leaked.release();
        assertThatIllegalStateException().isThrownBy(LeakPresenceDetector::check);
    }
}

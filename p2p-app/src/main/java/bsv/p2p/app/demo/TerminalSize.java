package bsv.p2p.app.demo;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Characters that the terminal on standard output has room for.
record TerminalSize(int columns, int rows) {
    /// What a terminal has that does not tell.
    private static final TerminalSize USUAL = new TerminalSize(80, 24);
    private static final Logger LOG = LoggerFactory.getLogger(TerminalSize.class);
    private static final int STANDARD_OUTPUT = 1;
    private static final Optional<MethodHandle> IOCTL = ioctl();

    /// Asks the terminal; it may have changed since the last time. Where that cannot be done, the environment (`COLUMNS`, `LINES`) is
    /// believed, and after it the usual.
    static TerminalSize now() {
        return IOCTL.flatMap(TerminalSize::ask).orElseGet(TerminalSize::fromEnvironment);
    }

    private static TerminalSize fromEnvironment() {
        return new TerminalSize(number("COLUMNS", USUAL.columns), number("LINES", USUAL.rows));
    }

    private static int number(String variable, int otherwise) {
        var value = Optional.ofNullable(System.getenv(variable)).orElse("");
        return value.matches("[1-9]\\d{0,3}") ? Integer.parseInt(value) : otherwise;
    }

    /// The system's `ioctl`, where this module may call it and the request is known.
    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> ioctl() {
        if (request() == 0 || !TerminalSize.class.getModule().isNativeAccessEnabled()) return Optional.empty();
        var signature = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
        var linker = Linker.nativeLinker();
        return linker.defaultLookup().find("ioctl").map(ioctl -> linker.downcallHandle(ioctl, signature, Linker.Option.firstVariadicArg(2)));
    }

    /// TIOCGWINSZ; 0 where it is not known.
    private static long request() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("linux")) return 0x5413;
        return system.startsWith("mac") ? 0x4008_7468 : 0;
    }

    private static Optional<TerminalSize> ask(MethodHandle ioctl) {
        try (var arena = Arena.ofConfined()) {
            var rowsColumnsPixels = arena.allocate(ValueLayout.JAVA_SHORT, 4);
            int result = (int) ioctl.invokeExact(STANDARD_OUTPUT, request(), rowsColumnsPixels);
            var size = new TerminalSize(Short.toUnsignedInt(rowsColumnsPixels.getAtIndex(ValueLayout.JAVA_SHORT, 1)),
                    Short.toUnsignedInt(rowsColumnsPixels.getAtIndex(ValueLayout.JAVA_SHORT, 0)));
            return result == 0 && size.columns > 0 && size.rows > 0 ? Optional.of(size) : Optional.empty();
        } catch (Throwable e) {
            LOG.atDebug().setCause(e).log("the terminal does not tell its size");
            return Optional.empty();
        }
    }
}

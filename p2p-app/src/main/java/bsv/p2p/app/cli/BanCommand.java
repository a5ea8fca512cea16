package bsv.p2p.app.cli;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.app.store.StoreChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `p2p ban`: keeps addresses out.
@Command(
        name = "ban",
        header = "Bans addresses or blocks of addresses, in both directions, whatever the port.",
        description = {
            "",
            "It works on the store of a node that does not run; the ban holds when the node starts.",
            "",
            "  p2p ban 203.0.113.7 --for 7d --note \"sends garbage\"",
            "  p2p ban 2001:db8::/32 --permanent"
        },
        sortOptions = false,
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class BanCommand implements Callable<Integer> {
    private static final int MAX_NOTE = 256;
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "TARGET", converter = BanTarget.class, description = "An address, or a block such as 203.0.113.0/24")
    private List<Cidr> targets = List.of();

    @Option(names = "--for", paramLabel = "TIME", description = "How long (default: the setting banDuration, 24h)")
    private @Nullable Duration duration;

    @Option(names = "--permanent", description = "For ever")
    private boolean permanent;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for those who read the list; at most 256 characters")
    private String note = "";

    BanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (permanent && duration != null) throw new ParameterException(spec.commandLine(), "expected --for or --permanent, found both");
        if (note.length() > MAX_NOTE) throw new ParameterException(spec.commandLine(), "--note: expected at most 256 characters, found " + note.length());
        return OpenStore.with(console, spec, (store, config) -> {
            var now = Instant.now();
            var span = Optional.ofNullable(duration).orElse(config.manager().bans().banDuration());
            for (var target : targets) {
                var ban = new Ban(target, new BanReason.Manual(note), now, permanent ? Optional.empty() : Optional.of(now.plus(span)));
                StoreChanges.ban(store, ban);
                console.out().println("banned " + target + ban.until().map(until -> " until " + until).orElse(" for ever"));
            }
            return ExitCode.OK;
        });
    }
}

package bsv.p2p.bench.report;

import java.util.List;

/// What became of a program.
///
/// @param printed its lines
/// @param seconds how long it took
/// @param kept whether it ended with status 0: it ran to its end, and no bound that it checks is exceeded
record Outcome(Program program, List<String> printed, long seconds, boolean kept) {
    Outcome {
        printed = List.copyOf(printed);
    }

    List<Table> tables() {
        return Table.of(printed);
    }
}

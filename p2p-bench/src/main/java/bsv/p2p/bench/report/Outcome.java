package bsv.p2p.bench.report;

import java.util.List;

/// What became of a program.
///
/// @param printed its lines
/// @param tables those among them
/// @param seconds how long it took
/// @param kept whether it ended with status 0: it ran to its end, and no bound that it checks is exceeded
record Outcome(Program program, List<String> printed, List<Table> tables, long seconds, boolean kept) {
    static Outcome of(Program program, List<String> printed, long seconds, boolean kept) {
        return new Outcome(program, List.copyOf(printed), List.copyOf(Table.of(printed)), seconds, kept);
    }
}

package bsv.p2p.bench.net;

import bsv.p2p.bench.net.Job.Act;
import bsv.p2p.bench.net.Row.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What is measured, in the order of the table, with the bounds that the project has set itself.
final class Rows {
    private static final int LOOKED_AT_BY_MANY = 1_000;
    private static final int FEW = 32;
    private static final int SOME = 64;
    static final int CROWD = 4_000;
    private static final Kind NONE = Kind.INV;

    private final List<Row> rows = new ArrayList<>();

    private Rows() {}

    static List<Row> all() {
        var all = new Rows();
        all.cpu("received inv of 1 item", Act.RECEIVE, Kind.INV, 1, 1.35);
        all.cpu("received tx of 250 B", Act.RECEIVE, Kind.TX, 1, 1.35);
        all.cpu("received block of 1 MB", Act.RECEIVE, Kind.BLOCK, 1, 1.1);
        all.add(new Row("blocks of 1 MB a second on 2 loops, times those on 1 (2 connections, no processor of their own)", new Job(Act.RECEIVE, Kind.BLOCK, 2, 2),
                Optional.of(new Job(Act.RECEIVE, Kind.BLOCK, 2, 1)), Sample::rate, Unit.TIMES, false, 1.6, true));
        all.cpu("sent inv of 1 item, encoded each time", Act.SEND, Kind.INV, 1, 1.5);
        all.cpu("sent tx of 250 B, encoded each time", Act.SEND, Kind.TX, 1, 1.5);
        all.cpu("sent block of 1 MB", Act.SEND, Kind.BLOCK, 1, 1.15);
        all.cpu("delivery of a tx of 250 B to one of 1,000", Act.FAN_OUT, Kind.TX, LOOKED_AT_BY_MANY, 1.15);
        all.cpu("delivery of an inv of 1,000 items to one of 1,000", Act.FAN_OUT, Kind.LONG_INV, LOOKED_AT_BY_MANY, 1.15);
        all.rate("handshakes with callers, 32 at once", Act.BE_CALLED, FEW);
        all.rate("handshakes with peers dialed, 32 at once", Act.DIAL, FEW);
        all.rate("visits of a crawl, 64 at once, 1,000 addresses each", Act.CRAWL, SOME);
        all.rate("visits of a crawl, 4,000 at once", Act.CRAWL, CROWD);
        all.alone("memory of that crawl, beyond the idle process", new Job(Act.CRAWL, NONE, CROWD, 1), Sample::grown, Unit.BYTES, 60e6);
        var ping = new Job(Act.PING, NONE, 1, 1);
        all.add(new Row("round trip of a ping, median", ping, Optional.empty(), Sample::medianPing, Unit.NANOS, true, 1.1, false));
        all.add(new Row("round trip of a ping, 99th percentile", ping, Optional.empty(), Sample::latePing, Unit.NANOS, true, 1.5, false));
        return List.copyOf(all.rows);
    }

    private void add(Row row) {
        rows.add(row);
    }

    private void cpu(String what, Act act, Kind kind, int connections, double bound) {
        add(new Row("processor time of a " + what, new Job(act, kind, connections, 1), Optional.empty(), Sample::cpuEach, Unit.NANOS, true, bound, false));
    }

    private void rate(String what, Act act, int atOnce) {
        add(new Row(what, new Job(act, NONE, atOnce, 1), Optional.empty(), Sample::rate, Unit.PER_SECOND, true, 0.85, true));
    }

    private void alone(String what, Job job, ToDoubleFunction<Sample> figure, Unit unit, double bound) {
        add(new Row(what, job, Optional.empty(), figure, unit, false, bound, false));
    }
}

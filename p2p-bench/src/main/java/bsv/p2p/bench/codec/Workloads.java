package bsv.p2p.bench.codec;

import bsv.p2p.api.message.Message;
import bsv.p2p.bench.codec.Workload.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// What is measured, in the order of the table, with the bounds that the project has set itself.
final class Workloads {
    private final List<Workload> all = new ArrayList<>();

    private Workloads() {}

    static List<Workload> all() {
        var samples = new SampleMessages();
        var workloads = new Workloads();
        workloads.add("ping", samples.ping(), 1.4, 0);
        workloads.add("inv 1", samples.inv(1), 1.4, 0);
        workloads.add("inv 1,000", samples.inv(1000), 1.2, 0);
        workloads.add("inv 50,000", samples.inv(50_000), 1.2, 0);
        workloads.add("addr 1,000", samples.addr(1000), 1.2, 0);
        workloads.add("headers 2,000", samples.headers(2000), 1.2, 1.15);
        workloads.add("tx 250 B", samples.payment(), 1.2, 1.2);
        workloads.add("tx 100 kB", samples.data(100_000), 1.2, 1.2);
        workloads.add("tx of 1,000 inputs", samples.sweep(1000), 1.2, 1.2);
        workloads.add("block 1 MB", samples.block(1_000_000), 1.15, 1.15);
        workloads.add("block 31 MB", samples.block(31_000_000), 1.15, 1.15);
        return List.copyOf(workloads.all);
    }

    /// @param decode the bound for that
    /// @param identify the bound for that; 0 if the message identifies nothing
    private void add(String kind, Message message, double decode, double identify) {
        add(kind, message, Operation.DECODE, OptionalDouble.of(decode));
        if (identify > 0) add(kind, message, Operation.IDENTIFY, OptionalDouble.of(identify));
        if (kind.startsWith("block")) add(kind, message, Operation.IDENTIFY_ON_TWO, OptionalDouble.of(0.65));
        if (kind.startsWith("block") || kind.equals("inv 50,000")) add(kind, message, Operation.DECODE_PIECES, OptionalDouble.empty());
        add(kind, message, Operation.ENCODE, OptionalDouble.of(1.25));
        add(kind, message, Operation.RELAY, kind.equals("ping") ? OptionalDouble.empty() : OptionalDouble.of(0.65));
    }

    private void add(String kind, Message message, Operation operation, OptionalDouble bound) {
        all.add(new Workload(kind, message, operation, bound));
    }
}

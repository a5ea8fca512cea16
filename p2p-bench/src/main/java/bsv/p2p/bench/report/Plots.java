package bsv.p2p.bench.report;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What is drawn of the tables.
final class Plots {
    private static final SequencedMap<String, String> CONTENDERS = new TreeMap<>(Map.of("ours / floor", "ours", "bitcoinj / floor", "bitcoinj"));

    static final List<Plot> ALL = List.of(
            new Plot.Bars(Program.CODEC, 0, "codec-decode", "Decoding, times the floor", CONTENDERS, row -> row.startsWith("decode ") && !row.contains("pieces") && !row.contains("two cores")),
            new Plot.Bars(Program.CODEC, 0, "codec-encode", "Encoding, times the floor", CONTENDERS, row -> row.startsWith("encode ")),
            new Plot.Bars(Program.NET, 0, "net-processor-time", "Processor time of a message over loopback, times the floor", CONTENDERS, row -> row.startsWith("processor time")),
            new Plot.Bars(Program.NET, 0, "net-rates", "Rates (more is better) and round trips (less is better), times the floor", CONTENDERS,
                    row -> row.startsWith("handshakes") || row.startsWith("visits") || row.startsWith("round trip")),
            new Plot.Curves(Program.SCALE, 0, "scale-heap", "Heap of a connection, bytes", "connections", "heap each", true),
            new Plot.Curves(Program.SCALE, 0, "scale-message", "Processor time of a message, ns", "connections", "processor time of a message", true),
            new Plot.Curves(Program.GROWTH, 0, "growth-items", "A received inv, times the floor", "items of an inv", "ours / floor", false),
            new Plot.Curves(Program.GROWTH, 1, "growth-subscribers", "Processor time of a received inv, ns", "subscribers", "processor time", false),
            new Plot.Curves(Program.TOWN, 0, "town-time", "Seconds of virtual time until all have eight connections", "managers", "all have 8", false),
            new Plot.Curves(Program.TOWN, 0, "town-cost", "Processor time of a message, microseconds", "managers", "of that a message", false));

    private Plots() {}
}

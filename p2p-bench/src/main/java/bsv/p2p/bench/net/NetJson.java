package bsv.p2p.bench.net;

import bsv.p2p.bench.MachineFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The figures of every turn as JSON, for whoever draws or compares them.
final class NetJson {
    private NetJson() {}

    static void write(Path file, List<Row> rows, Map<Job, Map<Contender, List<Sample>>> samples, MachineFacts machine) {
        try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), file.toFile(), JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("machine", machine.describe());
            json.writeBooleanProperty("pinned", Child.CAN_PIN);
            json.writeArrayPropertyStart("rows");
            for (var row : rows) write(row, samples, json);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(Row row, Map<Job, Map<Contender, List<Sample>>> samples, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("workload", row.name());
        json.writeStringProperty("unit", row.unit().name());
        json.writeBooleanProperty("over_floor", row.relative());
        json.writeNumberProperty("bound", row.bound());
        json.writeBooleanProperty("bound_is_lowest", row.atLeast());
        json.writeBooleanProperty("kept", row.isKept(samples));
        json.writeObjectPropertyStart("turns");
        for (var contender : Contender.values()) {
            json.writeArrayPropertyStart(contender.words());
            for (double figure : row.figures(samples, contender)) json.writeNumber(figure);
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}

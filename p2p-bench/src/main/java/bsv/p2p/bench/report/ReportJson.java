package bsv.p2p.bench.report;

import bsv.p2p.bench.MachineFacts;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The tables of a report as JSON, for whoever draws or compares them: each row an object with the columns as names.
final class ReportJson {
    private ReportJson() {}

    static void write(Path file, List<Outcome> outcomes, MachineFacts machine, boolean full) {
        try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), file.toFile(), JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("machine", machine.describe());
            json.writeBooleanProperty("full", full);
            json.writeArrayPropertyStart("benchmarks");
            for (var outcome : outcomes) write(outcome, json);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(Outcome outcome, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", outcome.program().id());
        json.writeStringProperty("title", outcome.program().title());
        json.writeNumberProperty("seconds", outcome.seconds());
        json.writeBooleanProperty("kept", outcome.kept());
        json.writeArrayPropertyStart("tables");
        for (var table : outcome.tables()) {
            json.writeStartObject();
            json.writeStringProperty("caption", table.caption());
            json.writeArrayPropertyStart("rows");
            for (var row : table.rows()) {
                json.writeStartObject();
                for (int i = 0; i < row.size(); i++) json.writeStringProperty(table.columns().get(i), row.get(i));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

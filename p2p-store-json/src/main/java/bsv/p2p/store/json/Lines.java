package bsv.p2p.store.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/// A line for each document, for each field of a document that is to be long, and for each entry in a list of it; what is inside an entry
/// stays on its line.
final class Lines implements PrettyPrinter {
    private static final SerializableString END_OF_ENTRY = new SerializedString(",\n");
    private final boolean longDocuments;
    private int depth;

    private Lines(boolean longDocuments) {
        this.longDocuments = longDocuments;
    }

    static ObjectWriteContext ofLongDocument() {
        return context(true);
    }

    static ObjectWriteContext ofShortDocuments() {
        return context(false);
    }

    /// Of a list, without its ends.
    static ObjectWriteContext ofEntries() {
        return new ObjectWriteContext.Base() {
            @Override
            public SerializableString getRootValueSeparator(SerializableString usual) {
                return END_OF_ENTRY;
            }
        };
    }

    private static ObjectWriteContext context(boolean longDocuments) {
        return new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return new Lines(longDocuments);
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        };
    }

    @Override
    public void writeRootValueSeparator(JsonGenerator json) {
        json.writeRaw('\n');
    }

    @Override
    public void writeStartObject(JsonGenerator json) {
        json.writeRaw('{');
        depth++;
    }

    @Override
    public void beforeObjectEntries(JsonGenerator json) {
        breakLine(json, 1);
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) {
        json.writeRaw(',');
        breakLine(json, 1);
    }

    @Override
    public void writeObjectNameValueSeparator(JsonGenerator json) {
        json.writeRaw(':');
    }

    @Override
    public void writeEndObject(JsonGenerator json, int entries) {
        breakLine(json, 1);
        depth--;
        json.writeRaw('}');
    }

    @Override
    public void writeStartArray(JsonGenerator json) {
        json.writeRaw('[');
        depth++;
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) {
        breakLine(json, 2);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) {
        json.writeRaw(',');
        breakLine(json, 2);
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) {
        breakLine(json, 2);
        depth--;
        json.writeRaw(']');
    }

    private void breakLine(JsonGenerator json, int at) {
        if (longDocuments && depth == at) json.writeRaw('\n');
    }
}

package bsv.p2p.store.json;

import java.util.HexFormat;
import java.util.zip.CRC32C;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// What writer and reader of the file agree on.
///
/// ```json
/// {
/// "format" : "bsv-p2p-peers",
/// "version" : 1,
/// "written" : "2026-11-20T16:55:00Z",
/// "peers" : [
/// {"id" : "…", "address" : "203.0.113.7:8333", "status" : "VALID", …}
/// ],
/// "bans" : [
/// {"target" : "198.51.100.0/24", "since" : "…", "until" : "…", "reason" : {"kind" : "misbehavior", "what" : "…"}}
/// ],
/// "checksum" : "crc32c:1a2b3c4d"
/// }
/// ```
///
/// The checksum covers every byte before the comma that leads to it. It finds damage, not forgery.
final class Format {
    static final String NAME = "bsv-p2p-peers";
    static final int VERSION = 1;
    /// Longest text of a ban's reason, in characters.
    static final int MAX_TEXT = 100_000;
    /// Longest file, in bytes. A million peers whose texts are as long as can be, every character escaped, are shorter.
    static final long MAX_LENGTH = 4L << 30;

    /// Reads nothing deeper or longer than what we write; writes ASCII only, so that no text of a stranger can fool who looks at the file.
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).maxDocumentLength(MAX_LENGTH).maxStringLength(MAX_TEXT)
                    .maxNumberLength(40).maxNameLength(100).build())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private Format() {}

    static String checksum(CRC32C of) {
        return "crc32c:" + HexFormat.of().toHexDigits((int) of.getValue());
    }
}

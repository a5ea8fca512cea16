package bsv.p2p.store.json;

import java.util.HexFormat;
import java.util.zip.CRC32C;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// What writers and readers of the files agree on. The snapshot, `peers.json`, is one document:
///
/// ```json
/// {
/// "format":"bsv-p2p-peers",
/// "version":2,
/// "written":"2026-11-20T16:55:00Z",
/// "generation":17,
/// "peers":[
/// {"id":"…","address":"203.0.113.7:8333","status":"VALID",…}
/// ],
/// "bans":[
/// {"target":"198.51.100.0/24","since":"…","until":"…","reason":{"kind":"misbehavior","what":"…"}}
/// ],
/// "checksum":"crc32c:1a2b3c4d"
/// }
/// ```
///
/// The checksum covers every byte before the comma that leads to it. A journal, `peers.json.journal-17`, has what changed since snapshot
/// 17 was taken, a document a line, in units that end with a checksum of the lines since the last one:
///
/// ```json
/// {"format":"bsv-p2p-changes","version":1,"generation":17}
/// {"end":"crc32c:1a2b3c4d"}
/// {"gone":"6f1c…"}
/// {"put":{"id":"…","address":"203.0.113.7:8333","status":"INACCESSIBLE",…}}
/// {"ban":{"target":"198.51.100.7",…}}
/// {"unban":"198.51.100.0/24"}
/// {"end":"crc32c:5e6f7a8b"}
/// ```
///
/// Every line tells a state, not a difference: what was, is removed or replaced. The checksums find damage, not forgery.
///
/// Version 1 of the snapshot had no generation, and every field in every peer; it is read too.
final class Format {
    static final String NAME = "bsv-p2p-peers";
    static final int VERSION = 2;
    static final String JOURNAL_NAME = "bsv-p2p-changes";
    static final int JOURNAL_VERSION = 1;
    /// Longest text of a ban's reason, in characters.
    static final int MAX_TEXT = 100_000;
    /// Longest line of a journal, in bytes: two reasons whose every character is escaped are shorter.
    static final int MAX_LINE = 2_000_000;
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

    /// The line that ends a unit of a journal.
    static String endOfUnit(CRC32C lines) {
        return "{\"end\":\"" + checksum(lines) + "\"}\n";
    }
}

package bsv.p2p.api.message;

import java.util.AbstractList;
import java.util.List;

/// Block headers in chain order: the answer to [GetHeaders], or an announcement after [SendHeaders].
///
/// @param entries more than [#MAX_HEADERS] cost the sender points
public record Headers(List<Entry> entries) implements Message {
    public static final Command COMMAND = new Command("headers");
    /// Most headers that a node may send in one message.
    public static final int MAX_HEADERS = 2000;

    public Headers {
        entries = PackedList.immutable(entries);
    }

    /// A header and the count that follows it on the wire.
    ///
    /// @param transactionCount 0 when sent by a node; read and ignored; unsigned 32 bit
    public record Entry(BlockHeader header, long transactionCount) {
        /// Bytes on the wire where the count takes one, as all do that nodes send.
        public static final int SHORT_LENGTH = BlockHeader.LENGTH + 1;

        public Entry {
            if (transactionCount < 0 || transactionCount > 0xffff_ffffL) {
                throw new IllegalArgumentException("transactionCount must be an unsigned 32-bit number, is " + transactionCount);
            }
        }

        /// From the [#SHORT_LENGTH] bytes that begin at `offset`.
        static Entry ofShortWire(Bytes wire, int offset) {
            return new Entry(BlockHeader.ofWire(wire, offset), wire.at(offset + BlockHeader.LENGTH) & 0xff);
        }

        /// The entries from `offset` to the end of `wire`, each of [#SHORT_LENGTH] bytes; before them is their count.
        public static PackedList<Entry> listOfShortWire(Bytes wire, int offset) {
            return new HeaderEntries(wire, offset);
        }
    }

    /// A message of these headers.
    public static Headers of(List<BlockHeader> headers) {
        return new Headers(headers.stream().map(header -> new Entry(header, 0)).toList());
    }

    /// The headers without the counts, as a view.
    public List<BlockHeader> headers() {
        return new AbstractList<>() {
            @Override
            public BlockHeader get(int index) {
                return entries.get(index).header();
            }

            @Override
            public int size() {
                return entries.size();
            }
        };
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}

/// The messages of the Bitcoin SV protocol as immutable records, and the values they are made of.
///
/// No class here knows sockets or frames; [bsv.p2p.api.message.Message] is the sealed family. Integers that are unsigned on the
/// wire are held in a type that fits them (`u32` in `long`) or, for `u64`, as the same 64 bits in a `long`.
@NullMarked
package bsv.p2p.api.message;

import org.jspecify.annotations.NullMarked;

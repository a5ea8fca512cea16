/// What people and programs read: event lines as text or JSON, and text from strangers made harmless.
///
/// In flow events and messages; out flow lines to a stream that the caller hands in.
@NullMarked
package bsv.p2p.app.output;

import org.jspecify.annotations.NullMarked;

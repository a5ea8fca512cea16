/// Whether the documents are true: what they name exists, what they list is complete, where they link to is something.
@NullMarked
package bsv.p2p.app.documents;

import org.jspecify.annotations.NullMarked;

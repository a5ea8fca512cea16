/// Statements, migrations and the one writer.
@NullMarked
package bsv.p2p.store.sql;

import org.jspecify.annotations.NullMarked;

/// Tests of the forms of peers and bans in files.
@NullMarked
package bsv.p2p.app.store;

import org.jspecify.annotations.NullMarked;

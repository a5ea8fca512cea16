/// The linked image as a user gets it, tested from outside: processes, files, what they print.
@NullMarked
package bsv.p2p.app.image;

import org.jspecify.annotations.NullMarked;

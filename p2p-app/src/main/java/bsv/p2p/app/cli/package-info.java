/// The command line, one class for each command; the only place that writes to the standard streams.
@NullMarked
package bsv.p2p.app.cli;

import org.jspecify.annotations.NullMarked;

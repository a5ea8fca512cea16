/// Events of a node in recordings of the Java Flight Recorder, as an extension that every node of the command line has: it does nothing while
/// nobody records.
///
/// It knows the public face of a manager and no part of the engine, like any extension; it lives here so that embedders have it without
/// another jar. Start at [bsv.p2p.manager.jfr.JfrExtension].
@NullMarked
package bsv.p2p.manager.jfr;

import org.jspecify.annotations.NullMarked;

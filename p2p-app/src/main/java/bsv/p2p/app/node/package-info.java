/// From a configuration to a running node: the parts joined by name, and what the command line remembers of its connections.
@NullMarked
package bsv.p2p.app.node;

import org.jspecify.annotations.NullMarked;

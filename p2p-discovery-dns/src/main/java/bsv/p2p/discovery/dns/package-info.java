/// Queries to all seeds at once, and one result.
@NullMarked
package bsv.p2p.discovery.dns;

import org.jspecify.annotations.NullMarked;

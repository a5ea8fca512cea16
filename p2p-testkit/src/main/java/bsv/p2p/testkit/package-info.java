/// Contracts to extend and fakes to use in their place.
@NullMarked
package bsv.p2p.testkit;

import org.jspecify.annotations.NullMarked;

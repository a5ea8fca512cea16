/// What third parties write: transports, stores and discovery strategies, found by name through
/// [bsv.p2p.api.spi.Plugins].
@NullMarked
package bsv.p2p.api.spi;

import org.jspecify.annotations.NullMarked;

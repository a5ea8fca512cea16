/// Settings as small immutable records, valid from birth; [bsv.p2p.api.config.ManagerConfig] holds them all.
@NullMarked
package bsv.p2p.api.config;

import org.jspecify.annotations.NullMarked;

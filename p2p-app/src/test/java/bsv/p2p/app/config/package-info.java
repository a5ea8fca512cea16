@NullMarked
package bsv.p2p.app.config;

import org.jspecify.annotations.NullMarked;

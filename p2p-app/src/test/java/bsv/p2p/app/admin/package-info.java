@NullMarked
package bsv.p2p.app.admin;

import org.jspecify.annotations.NullMarked;

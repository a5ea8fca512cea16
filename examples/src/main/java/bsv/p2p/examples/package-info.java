/// Programs to copy from; the tests run every one of them.
@NullMarked
package bsv.p2p.examples;

import org.jspecify.annotations.NullMarked;

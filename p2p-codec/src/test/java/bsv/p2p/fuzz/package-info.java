/// The fuzzer and its corpus, for the tests of all modules.
@NullMarked
package bsv.p2p.fuzz;

import org.jspecify.annotations.NullMarked;

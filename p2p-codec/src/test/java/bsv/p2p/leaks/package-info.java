/// Shared by the tests of all modules that use Netty: a leaked buffer fails the build.
@NullMarked
package bsv.p2p.leaks;

import org.jspecify.annotations.NullMarked;

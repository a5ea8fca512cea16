/// How long the linked image takes from the start of a process to what a user waits for, beside a JVM that only says hello.
///
/// Start at [bsv.p2p.bench.startup.StartupBench].
@NullMarked
package bsv.p2p.bench.startup;

import org.jspecify.annotations.NullMarked;

/// The walls of the house, tested: who may know whom, and what each module shows. The application is where every
/// module can be seen, so the tests stand here.
@NullMarked
package bsv.p2p.app.walls;

import org.jspecify.annotations.NullMarked;

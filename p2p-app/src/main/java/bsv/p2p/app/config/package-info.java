/// What a node is told, from four sources: defaults, a TOML file, the environment, options; later ones win.
///
/// In flow texts ([bsv.p2p.app.config.Given]), each with the place it came from; out flows a [bsv.p2p.app.config.NodeConfig], or every problem at once.
/// [bsv.p2p.app.config.Settings] is the one table of what can be set.
@NullMarked
package bsv.p2p.app.config;

import org.jspecify.annotations.NullMarked;

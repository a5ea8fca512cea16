/// Plugins: one folder, one class loader, parent first; a broken folder is reported and left out. Start at
/// [bsv.p2p.app.plugins.PluginFolders].
@NullMarked
package bsv.p2p.app.plugins;

import org.jspecify.annotations.NullMarked;

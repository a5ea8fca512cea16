/// What the engine tells: facts about connections and the messages that peers sent, and how to listen.
@NullMarked
package bsv.p2p.api.event;

import org.jspecify.annotations.NullMarked;

/// A crawl: calls every node that anybody tells of, asks each for more, remembers all in a store, so that a crawl that was stopped goes on
/// where it was. Made of bare connections instead of whole nodes: thousands are under way at once.
///
/// In flow addresses of seeds and the answers of peers; out flow [bsv.p2p.app.crawl.Visited] and rows of the store.
@NullMarked
package bsv.p2p.app.crawl;

import org.jspecify.annotations.NullMarked;

@NullMarked
package bsv.p2p.app.crawl;

import org.jspecify.annotations.NullMarked;

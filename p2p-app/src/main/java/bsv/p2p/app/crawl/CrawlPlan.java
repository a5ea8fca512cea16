package bsv.p2p.app.crawl;

import bsv.p2p.api.config.IdentityConfig;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.LinkOptions;
import java.time.Duration;

/// How to crawl.
///
/// @param identity what is said of the crawler to peers
/// @param handshakeTimeout from the open connection to a complete handshake
/// @param addrWait how long a peer may take to answer `getaddr`: nodes gather addresses and send them every half minute or so, see
///        net_processing.cpp, SendMessages
/// @param atOnce most connections at a time
/// @param mostAddresses what more is heard of is passed over
/// @param otherChains whether nodes of other chains are asked for addresses too
public record CrawlPlan(Network network, IdentityConfig identity, LinkOptions link, Duration handshakeTimeout, Duration addrWait, int atOnce,
        int mostAddresses, boolean otherChains) {}

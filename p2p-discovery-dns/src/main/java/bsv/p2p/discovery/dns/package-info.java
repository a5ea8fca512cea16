/// Names of seeds in, addresses of nodes out.
///
/// `DnsDiscovery` asks for all seeds at once and hands over what comes until its time is up; a `SeedRound` keeps the account of one
/// seed. `Resolver` is the part that speaks DNS.
@NullMarked
package bsv.p2p.discovery.dns;

import org.jspecify.annotations.NullMarked;

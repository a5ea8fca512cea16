/// Links over TCP: epoll where there is one, NIO elsewhere, io_uring on request.
@NullMarked
package bsv.p2p.transport;

import org.jspecify.annotations.NullMarked;

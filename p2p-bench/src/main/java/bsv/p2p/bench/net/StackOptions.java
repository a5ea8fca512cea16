package bsv.p2p.bench.net;

/// How a stack is set up, as far as it can be.
///
/// @param loops threads that serve sockets
/// @param epoll whether they ask the system through epoll, else through what the JDK has
record StackOptions(int loops, boolean epoll) {}

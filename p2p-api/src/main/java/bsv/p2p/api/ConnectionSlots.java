package bsv.p2p.api;

/// The places for connections. A place is taken before any work for a connection begins and given back exactly once. Lock-free;
/// the count is never above the maximum of the moment of a reservation and never below zero.
public interface ConnectionSlots {
    /// Takes a place if there is one.
    boolean tryReserve();

    /// Gives a place back.
    ///
    /// @throws IllegalStateException if none is taken: somebody gave one back twice
    void release();

    int count();

    int max();

    /// Changes the maximum. Places taken above a lowered one stay taken; none is given until the count is below it.
    void setMax(int max);
}

package bsv.p2p.bench.net;

/// One turn of one contender.
///
/// @param idle the contender before its first turn
/// @param from the contender as the turn begins
/// @param to and as it ends
/// @param otherFrom the counterpart as the turn begins
/// @param otherTo and as it ends
record Sample(Job job, Mark idle, Mark from, Mark to, Mark otherFrom, Mark otherTo) {
    /// Whether nothing was done: then there is nothing to be told of it.
    boolean isEmpty() {
        return count() == 0;
    }

    /// Nanoseconds of processor time of the contender for each message.
    double cpuEach() {
        return (to.cpu() - from.cpu()) / count();
    }

    /// How many a second.
    double rate() {
        var begin = job.act() == Job.Act.RECEIVE ? from : otherFrom;
        var end = job.act() == Job.Act.RECEIVE ? to : otherTo;
        return count() / ((end.wall() - begin.wall()) / 1e9);
    }

    /// Part of the time in which the contender's compiler was at work.
    double compiling() {
        return (to.compiled() - from.compiled()) * 1e6 / (to.wall() - from.wall());
    }

    double medianPing() {
        return otherTo.p50();
    }

    double latePing() {
        return otherTo.p99();
    }

    /// Bytes in memory beyond those of the idle contender.
    double grown() {
        return to.resident() - idle.resident();
    }

    /// What was received is counted where it was heard of, all else by the counterpart.
    private double count() {
        return switch (job.act()) {
            case RECEIVE -> to.count() - from.count();
            case SEND, FAN_OUT -> (double) (otherTo.count() - otherFrom.count()) / job.kind().frame().length;
            case BE_CALLED, DIAL, CRAWL -> otherTo.count() - otherFrom.count();
            case PING -> otherTo.count();
        };
    }
}

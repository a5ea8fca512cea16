package bsv.p2p.testkit;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A link handler that writes down what it hears, for a test to wait for and look at, and that notes each [#breach] of what
/// [LinkHandler] promises. A test that wants more to happen overrides a method and calls the one here first. Who waits in vain for
/// [#PATIENCE] gets an AssertionError.
public class LinkJournal implements LinkHandler {
    /// How long tests wait for what must come.
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final EventLoop loop;
    private final CompletableFuture<Link> link = new CompletableFuture<>();
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<LinkFault> faults = new LinkedBlockingQueue<>();
    private final CompletableFuture<Optional<PeerFailure>> end = new CompletableFuture<>();
    private final ConcurrentLinkedQueue<String> breaches = new ConcurrentLinkedQueue<>();
    private boolean inCall;

    /// @param loop the one on which all calls must come
    public LinkJournal(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void opened(Link opened) {
        enter("opened");
        if (!opened.loop().equals(loop)) breach("the link has another loop than it was given");
        if (!link.complete(opened)) breach("opened a second time");
        inCall = false;
    }

    @Override
    public void received(Link from, Message message, long frameBytes) {
        enter("received");
        if (!link.isDone()) breach("received before opened");
        messages.add(message);
        inCall = false;
    }

    @Override
    public void faulted(Link from, LinkFault fault) {
        enter("faulted");
        if (!link.isDone()) breach("faulted before opened");
        faults.add(fault);
        inCall = false;
    }

    @Override
    public void closed(Optional<PeerFailure> failure) {
        enter("closed");
        end.complete(failure);
        inCall = false;
    }

    public EventLoop loop() {
        return loop;
    }

    /// Waits until the link is open.
    public Link link() {
        return await(link, "the link to open");
    }

    public boolean wasOpened() {
        return link.isDone();
    }

    public boolean hasEnded() {
        return end.isDone();
    }

    /// Waits for the next message.
    public Message message() {
        return next(messages, "a message");
    }

    /// Waits for the next `count` messages.
    public List<Message> messages(int count) {
        var taken = new ArrayList<Message>(count);
        while (taken.size() < count) taken.add(message());
        return taken;
    }

    /// Messages that came and were not asked for yet.
    public int unread() {
        return messages.size();
    }

    /// Waits for the next fault.
    public LinkFault fault() {
        return next(faults, "a fault");
    }

    /// Waits for the end of the link.
    public Optional<PeerFailure> end() {
        return await(end, "the link to end");
    }

    /// Waits for the end of the link, which must be a failure.
    public PeerFailure failure() {
        return end().orElseThrow(() -> new AssertionError("expected a failure, but this side closed the link"));
    }

    /// What went against the promises of [LinkHandler]: calls on another thread, one inside another, after the end.
    public List<String> breaches() {
        return List.copyOf(breaches);
    }

    /// Waits until `future` is done.
    ///
    /// @param what for the message of the error
    public static <T> T await(CompletableFuture<T> future, String what) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("waited in vain for " + what, late);
        } catch (ExecutionException failed) {
            throw new AssertionError("waiting for " + what + " failed", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, interrupted);
        }
    }

    /// Waits for the next of what comes in.
    protected final <T> T next(BlockingQueue<T> queue, String what) {
        try {
            return Optional.ofNullable(queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .orElseThrow(() -> new AssertionError("waited in vain for " + what + (end.isDone() ? "; the link ended: " + end.join() : "")
                            + (faults.isEmpty() ? "" : "; faults came: " + faults)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, interrupted);
        }
    }

    private void enter(String call) {
        if (!loop.inLoop()) breach(call + " outside the loop, on " + Thread.currentThread().getName());
        if (inCall) breach(call + " inside another call");
        if (end.isDone()) breach(call + " after closed");
        inCall = true;
    }

    /// Notes that a promise was broken.
    protected final void breach(String what) {
        breaches.add(what);
    }
}

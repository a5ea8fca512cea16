package bsv.p2p.telemetry.otel;

import bsv.p2p.api.ManagerExtension;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.config.ObservabilityConfig;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.EventListener;
import bsv.p2p.api.event.SubscriptionOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends to a collector while the configuration says so; follows it when it changes at run time.
final class OtelExtension implements ManagerExtension, EventListener<ControlEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(OtelExtension.class);
    /// Events that may wait: a burst of callers must not cost us the ends of connections.
    private static final int QUEUE = 10_000;
    /// The longest that the end may take; a manager gives its extensions a little more.
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private final PipelineSettings settings;
    private final InstantSource clock = InstantSource.system();
    private Optional<PeerManager> manager = Optional.empty();
    private Optional<Run> run = Optional.empty();
    private Instant since = Instant.EPOCH;
    private boolean closed;

    OtelExtension(PipelineSettings settings) {
        this.settings = settings;
    }

    @Override
    public void attach(PeerManager manager) {
        since = clock.instant();
        this.manager = Optional.of(manager);
        // Events come first: what happens meanwhile is seen twice rather than never.
        manager.subscribeControlEvents(this, SubscriptionOptions.DEFAULT.withName("otel").withCapacity(QUEUE));
        follow(manager.config());
    }

    @Override
    public void onEvent(ControlEvent event) {
        if (event instanceof ControlEvent.ConfigUpdated(var updated)) follow(updated);
        current().ifPresent(running -> running.spans.hear(event));
    }

    @Override
    public void onLagged(long missed) {
        current().ifPresent(Run::reconcile);
    }

    private synchronized Optional<Run> current() {
        return run;
    }

    private synchronized void follow(ManagerConfig config) {
        var wanted = config.observability();
        if (closed || run.filter(running -> running.sameAs(wanted)).isPresent()) return;
        run.ifPresent(Run::close);
        run = Optional.empty();
        if (!wanted.telemetryEnabled()) return;
        run = manager.map(observed -> new Run(observed, config));
        LOG.atInfo().addKeyValue("endpoint", Pipeline.endpoint(wanted)).addKeyValue("settings", settings).log("telemetry on");
    }

    @Override
    public synchronized void close() {
        closed = true;
        run.ifPresent(Run::close);
        run = Optional.empty();
    }

    /// One stretch of time with one configuration.
    private final class Run {
        private final PeerManager observed;
        private final ObservabilityConfig config;
        private final Pipeline pipeline;
        private final ConnectionSpans spans;
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("p2p-otel").factory());

        Run(PeerManager observed, ManagerConfig config) {
            this.observed = observed;
            this.config = config.observability();
            pipeline = new Pipeline(this.config, settings, config.network(), new MetricReadings(observed, since), PATIENCE);
            spans = new ConnectionSpans(pipeline.tracer(), clock);
            spans.begin(observed.connections());
            long every = settings.interval().toNanos();
            var _ = timer.scheduleAtFixedRate(this::exchange, every, every, TimeUnit.NANOSECONDS);
        }

        private boolean sameAs(ObservabilityConfig other) {
            return config.telemetryEnabled() == other.telemetryEnabled() && config.telemetryEndpoint().equals(other.telemetryEndpoint())
                    && config.serviceName().equals(other.serviceName());
        }

        private void exchange() {
            try {
                spans.exchange(observed.connections());
            } catch (RuntimeException failed) {
                LOG.atWarn().setCause(failed).log("exchange spans left out");
            }
        }

        private void reconcile() {
            spans.reconcile(observed.connections());
        }

        private void close() {
            timer.shutdownNow();
            spans.exchange(observed.connections());
            spans.close();
            pipeline.close();
        }
    }
}

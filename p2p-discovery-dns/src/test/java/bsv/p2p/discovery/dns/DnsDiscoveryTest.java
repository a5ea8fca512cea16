package bsv.p2p.discovery.dns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscovery.Found;
import bsv.p2p.api.spi.PeerDiscovery.Request;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.Plugins;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/// Real questions to a real name server on loopback.
class DnsDiscoveryTest {
    /// For questions that are answered; no test waits that long.
    private static final String LONG = "30s";
    /// For questions that are not.
    private static final String SHORT = "400ms";

    private NameServer server;
    private final List<Found> found = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new NameServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void findsAddressesOfBothFamiliesAndNamesTheirSeed() throws Exception {
        server.on("both.test", "127.0.1.1", "127.0.1.2", "::1", "fd00::7").on("four.test", "127.0.1.3").on("six.test", "fd00::8");

        assertThat(discover(LONG, "both.test", "four.test", "six.test")).isEmpty();

        assertThat(found).containsExactlyInAnyOrder(found("127.0.1.1", "both.test"), found("127.0.1.2", "both.test"), found("::1", "both.test"),
                found("fd00::7", "both.test"), found("127.0.1.3", "four.test"), found("fd00::8", "six.test"));
    }

    @Test
    void deadSeedsHideNoOthersAndAreNamed() throws Exception {
        var seeds = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            seeds.add("good%d.test".formatted(i));
            seeds.add("dead%d.test".formatted(i));
            server.on("good%d.test".formatted(i), "127.0.1." + i).on("dead%d.test".formatted(i), NameServer.silence());
        }

        var problems = discover("2s", seeds.toArray(String[]::new));

        assertThat(found).hasSize(20);
        assertThat(problems).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 20).mapToObj("dead%d.test: no answer"::formatted).toList());
    }

    /// Twenty seeds, fifteen of them dead in five ways, and every living one is answered only after all twenty have been asked for both
    /// families: so they are asked at once, and what the living told is there before any dead one is given up. No clock is looked at, for a
    /// machine under load to be slow on.
    @Test
    void fifteenDeadSeedsDelayTheFiveLivingOnesByNothing() throws Exception {
        var names = IntStream.range(0, 20).mapToObj("seed%d.test"::formatted).toList();
        var asked = new CountDownLatch(40);
        var slowest = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            int number = i;
            server.on(names.get(i), (question, isTcp) -> {
                asked.countDown();
                asked.await();
                if (number % 4 != 0) return dead(number % 5, question);
                if (number == 16) slowest.await();
                return NameServer.records("127.0.2." + number).answer(question, isTcp);
            });
        }
        var inStore = new CountDownLatch(5);
        List<String> problems = new CopyOnWriteArrayList<>();
        try (var discovery = open("1h")) {
            var round = Thread.ofPlatform().start(() -> {
                try {
                    problems.addAll(discovery.discover(request(names.toArray(String[]::new)), one -> {
                        found.add(one);
                        inStore.countDown();
                        if (inStore.getCount() == 1) slowest.countDown();
                    }));
                } catch (InterruptedException _) {
                    problems.add("interrupted");
                }
            });
            assertThat(inStore.await(20, TimeUnit.SECONDS)).as("all living seeds answered").isTrue();
            // Three dead ones are silent for an hour; nobody waited for them.
            assertThat(round.isAlive()).isTrue();
            round.interrupt();
            assertThat(round.join(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(found).extracting(Found::source).containsExactlyInAnyOrder("dns:seed0.test", "dns:seed4.test", "dns:seed8.test", "dns:seed12.test", "dns:seed16.test");
        assertThat(found.getLast().source()).isEqualTo("dns:seed16.test");
        assertThat(problems).containsExactly("interrupted");
    }

    private static List<byte[]> dead(int how, Message question) throws Exception {
        return switch (how) {
            case 0 -> List.of();
            case 1 -> NameServer.code(Rcode.SERVFAIL).answer(question, false);
            case 2 -> NameServer.code(Rcode.NXDOMAIN).answer(question, false);
            case 3 -> NameServer.alias(question.getQuestion().getName().toString(true)).answer(question, false);
            default -> List.of(new byte[] {1, 2, 3});
        };
    }

    /// The figure. How slow the slowest is, is measured where it answers, from its question on: where seeds are asked late, that does not
    /// help. Two seconds leave a loaded machine 400 ms for what is not the seed's.
    @Test
    void theAnswersOfTheLivingAreThereWithinOnePointTwoTimesTheSlowest() throws Exception {
        var names = IntStream.range(0, 20).mapToObj("seed%d.test"::formatted).toList();
        var never = new CountDownLatch(1);
        var slowest = new AtomicLong();
        server.on("first.test", "127.0.1.1");
        for (int i = 0; i < 20; i++) {
            int number = i;
            server.on(names.get(i), (question, isTcp) -> {
                long asked = System.nanoTime();
                if (number % 4 != 0 || never.await(100L * (number + 4), TimeUnit.MILLISECONDS)) return List.of();
                slowest.accumulateAndGet(System.nanoTime() - asked, Math::max);
                return NameServer.records("127.0.2." + number, "::2").answer(question, isTcp);
            });
        }
        var last = new AtomicLong();
        try (var discovery = open("3s")) {
            // Loads what a first question needs.
            discovery.discover(request("first.test"), _ -> {});
            long begun = System.nanoTime();
            var problems = discovery.discover(request(names.toArray(String[]::new)), one -> {
                found.add(one);
                last.set(System.nanoTime() - begun);
            });
            assertThat(problems).hasSize(15).allMatch(problem -> problem.endsWith(": no answer"));
        }
        assertThat(found).hasSize(10);
        assertThat(last.get()).isBetween(2_000_000_000L, slowest.get() / 10 * 12);
    }

    @Test
    void whatIsFoundIsHandedOverAtOnceAndNotWhenAllIsDone() throws Exception {
        var handedOver = new CountDownLatch(1);
        server.on("fast.test", "127.0.1.1").on("slow.test", (question, isTcp) -> {
            handedOver.await();
            return NameServer.records("127.0.1.2").answer(question, isTcp);
        });

        try (var discovery = open(LONG)) {
            assertThat(discovery.discover(request("slow.test", "fast.test"), one -> {
                found.add(one);
                handedOver.countDown();
            })).isEmpty();
        }

        assertThat(found).containsExactly(found("127.0.1.1", "fast.test"), found("127.0.1.2", "slow.test"));
    }

    @Test
    void oneFamilyThatIsNotAnsweredHidesNotTheOther() throws Exception {
        server.on("half.test", (question, isTcp) -> NameServer.asksForIpv4(question) ? NameServer.records("127.0.1.1").answer(question, isTcp) : List.of());

        assertThat(discover(SHORT, "half.test")).isEmpty();

        assertThat(found).containsExactly(found("127.0.1.1", "half.test"));
    }

    @Test
    void whatTheServerRefusesIsAProblemThatSaysWhy() throws Exception {
        server.on("failing.test", NameServer.code(Rcode.SERVFAIL)).on("refused.test", NameServer.code(Rcode.REFUSED)).on("empty.test").on("good.test", "127.0.1.1");

        var problems = discover(LONG, "unknown.test", "failing.test", "refused.test", "empty.test", "good.test");

        assertThat(found).containsExactly(found("127.0.1.1", "good.test"));
        assertThat(problems).hasSize(4);
        assertThat(problems.get(0)).startsWith("unknown.test: ").contains("NXDomain");
        assertThat(problems.get(1)).startsWith("failing.test: ").contains("ServFail");
        assertThat(problems.get(2)).startsWith("refused.test: ").contains("no address");
        assertThat(problems.get(3)).startsWith("empty.test: ").contains("no address");
    }

    @Test
    void anAnswerThatDoesNotFitIsFetchedOverTcpAndCapped() throws Exception {
        var thousand = IntStream.range(0, 1000).mapToObj(i -> "127.1.%d.%d".formatted(i / 250, 1 + i % 250)).toArray(String[]::new);
        server.on("large.test", (question, isTcp) -> {
            if (isTcp) return NameServer.records(thousand).answer(question, true);
            var cut = NameServer.reply(question);
            cut.getHeader().setFlag(Flags.TC);
            return List.of(cut.toWire());
        });

        assertThat(discover(LONG, "large.test")).isEmpty();

        assertThat(found).hasSize(256).doesNotHaveDuplicates();
        assertThat(server.questionsOverTcp()).isPositive();
    }

    /// LeakGuard fails this if what came by datagram is not released.
    @Test
    void anAnswerOverTcpThatNeverComesLeavesNothingBehind() throws Exception {
        var askedOverTcp = new CountDownLatch(2);
        server.on("cut.test", (question, isTcp) -> {
            if (isTcp) {
                askedOverTcp.countDown();
                return List.of();
            }
            var cut = NameServer.reply(question, NameServer.record(question.getQuestion().getName(), "127.0.1.1"));
            cut.getHeader().setFlag(Flags.TC);
            return List.of(cut.toWire());
        });
        var discovery = open(LONG);
        var round = Thread.ofPlatform().start(() -> {
            try {
                discovery.discover(request("cut.test"), found::add);
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
        });
        assertThat(askedOverTcp.await(10, TimeUnit.SECONDS)).isTrue();

        discovery.close();

        assertThat(round.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void theCapIsASetting() throws Exception {
        server.on("three.test", "127.0.1.1", "127.0.1.2", "127.0.1.3", "::1").on("one.test", "127.0.1.9");

        try (var discovery = open(LONG, Map.of("maxAnswers", "2"))) {
            assertThat(discovery.discover(request("three.test", "one.test"), found::add)).isEmpty();
        }

        assertThat(found).filteredOn(one -> one.source().equals("dns:three.test")).hasSize(2);
        assertThat(found).filteredOn(one -> one.source().equals("dns:one.test")).hasSize(1);
    }

    @Test
    void answersWithAWrongIdCountAsNone() throws Exception {
        server.on("forged.test", (question, isTcp) -> {
            var forged = NameServer.records("127.6.6.6").answer(question, isTcp).getFirst();
            forged[1] ^= 1;
            return List.of(forged, NameServer.records("127.0.1.1").answer(question, isTcp).getFirst());
        });
        server.on("onlyforged.test", (question, isTcp) -> {
            var forged = NameServer.records("127.6.6.6").answer(question, isTcp).getFirst();
            forged[0] ^= 1;
            return List.of(forged);
        });

        assertThat(discover("2s", "forged.test", "onlyforged.test")).containsExactly("onlyforged.test: no answer");

        assertThat(found).containsExactly(found("127.0.1.1", "forged.test"));
    }

    @Test
    void garbageIsAProblemOfItsSeedAlone() throws Exception {
        var random = new Random(1);
        for (int i = 0; i < 30; i++) {
            server.on("garbage%d.test".formatted(i), (question, isTcp) -> {
                var garbage = new byte[random.nextInt(600)];
                random.nextBytes(garbage);
                // the right id, so that the rest is looked at
                var asked = question.toWire();
                System.arraycopy(asked, 0, garbage, 0, Math.min(2, garbage.length));
                return List.of(garbage);
            }).on("mangled%d.test".formatted(i), (question, isTcp) -> {
                var mangled = NameServer.records("127.6.6.6", "::6").answer(question, isTcp).getFirst();
                var cut = Arrays.copyOf(mangled, 12 + random.nextInt(mangled.length - 12));
                cut[cut.length - 1] ^= (byte) random.nextInt(256);
                return List.of(cut);
            });
        }
        server.on("good.test", "127.0.1.1");
        var seeds = Stream.concat(Stream.of("good.test"), IntStream.range(0, 30).boxed().flatMap(i -> Stream.of("garbage%d.test".formatted(i), "mangled%d.test".formatted(i))));

        var problems = discover("2s", seeds.toArray(String[]::new));

        assertThat(found).containsExactly(found("127.0.1.1", "good.test"));
        assertThat(problems).hasSize(60).allMatch(problem -> problem.matches("(garbage|mangled)\\d+\\.test: [ -~]+"));
    }

    @Test
    void namesForOtherNamesAreFollowedButNotInCircles() throws Exception {
        server.on("www.test", NameServer.alias("real.test")).on("real.test", "127.0.1.1")
                .on("a.test", NameServer.alias("b.test")).on("b.test", NameServer.alias("a.test")).on("self.test", NameServer.alias("self.test"));

        var problems = discover("3s", "www.test", "a.test", "self.test");

        assertThat(found).containsExactly(found("127.0.1.1", "www.test"));
        assertThat(problems).hasSize(2);
        assertThat(server.questions()).as("questions are bounded").isLessThan(200);
    }

    @Test
    void aServerThatDoesNotAnswerCostsItsShareOfTheTimeAndTheNextIsAsked() throws Exception {
        server.on("seed.test", "127.0.1.1");
        int unreachable;
        try (var socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            unreachable = socket.getLocalPort();
        }
        try (var silent = new NameServer().on("seed.test", NameServer.silence());
                var failing = new NameServer().on("seed.test", NameServer.code(Rcode.SERVFAIL))) {
            var servers = "%s,127.0.0.1:%d,%s,%s".formatted(silent.endpoint(), unreachable, failing.endpoint(), server.endpoint());
            try (var discovery = new DnsDiscoveryProvider().open(Map.of("servers", servers, "timeout", "2s"))) {
                assertThat(discovery.discover(request("seed.test"), found::add)).isEmpty();
            }
            assertThat(silent.questions()).isPositive();
        }
        assertThat(found).containsExactly(found("127.0.1.1", "seed.test"));
    }

    @Test
    void whereNobodyAnswersTheRoundEndsInTimeAndSaysSo() throws Exception {
        int unreachable;
        try (var socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            unreachable = socket.getLocalPort();
        }
        try (var discovery = new DnsDiscoveryProvider().open(Map.of("servers", "127.0.0.1:" + unreachable, "timeout", SHORT))) {
            long before = System.nanoTime();
            assertThat(discovery.discover(request("seed.test"), found::add)).containsExactly("seed.test: no answer");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
    }

    /// Each step of this chain costs half the time, because the first server is silent.
    @Test
    void aChainThatTakesTooLongEndsInTime() throws Exception {
        try (var silent = new NameServer()) {
            for (int i = 0; i < 20; i++) {
                server.on("n%d.test".formatted(i), NameServer.alias("n%d.test".formatted(i + 1)));
                silent.on("n%d.test".formatted(i), NameServer.silence());
            }
            try (var discovery = new DnsDiscoveryProvider().open(Map.of("servers", silent.endpoint() + "," + server.endpoint(), "timeout", "1s"))) {
                long before = System.nanoTime();
                assertThat(discovery.discover(request("n0.test"), found::add)).containsExactly("n0.test: no answer");
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(2_500));
            }
        }
    }

    @Test
    void theHostsFileOfTheSystemDoesNotCount() throws Exception {
        var hosts = Path.of("/etc/hosts");
        Assumptions.assumeTrue(Files.isReadable(hosts));
        // "localhost" means this machine whoever is asked.
        var name = Files.readAllLines(hosts).stream().flatMap(line -> Stream.of(line.replaceFirst("#.*", "").split("\\s+", -1)).skip(1))
                .filter(host -> !host.isEmpty() && !host.equals("localhost")).findFirst();
        Assumptions.assumeTrue(name.isPresent(), "the hosts file names a host");
        server.on(name.get(), "127.0.1.9");

        assertThat(discover(LONG, name.get())).isEmpty();

        assertThat(found).containsExactly(found("127.0.1.9", name.get()));
    }

    @Test
    void onAPublicNetworkOnlyAddressesOfTheOpenInternetCount() throws Exception {
        server.on("seed.test", "8.8.8.8", "10.0.0.1", "127.0.0.1", "0.0.0.0", "192.168.1.1", "100.64.0.1", "255.255.255.255", "2a00:1450:4001::1", "::1", "fd00::1",
                "fe80::1", "::", "::ffff:10.0.0.2").on("private.test", "10.0.0.1", "::1");

        try (var discovery = open(LONG)) {
            assertThat(discovery.discover(new Request(Network.MAINNET, List.of("seed.test", "private.test"), 8333), found::add))
                    .containsExactly("private.test: none of its 2 addresses can be a peer of mainnet");
        }

        assertThat(found).extracting(Found::endpoint).containsExactlyInAnyOrder(Endpoint.parse("8.8.8.8:8333"), Endpoint.parse("[2a00:1450:4001::1]:8333"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "a..test", "-a.test", "a-.test", "a b.test", "a/b.test", "127.0.0.1", "::1", "seed.test:8333", "seed\u202e.test", "seed\n.test", "1"})
    void whatIsNoNameOfAHostIsAProblemAndNotAsked(String seed) throws Exception {
        server.on("good.test", "127.0.1.1");

        var problems = discover(LONG, seed, "good.test", "x".repeat(64) + ".test", "x.".repeat(130) + "test");

        assertThat(problems).hasSize(3).allMatch(problem -> problem.endsWith("is no name of a seed") && problem.matches("[ -~]*"));
        assertThat(found).containsExactly(found("127.0.1.1", "good.test"));
        assertThat(server.questions()).isEqualTo(2);
    }

    @Test
    void theLongestNameOfAHostHasASourceThatFits() throws Exception {
        var longest = (("x".repeat(61) + ".").repeat(4) + "test.").substring(0, 252) + "t";
        server.on(longest, "127.0.1.1");

        assertThat(discover(LONG, longest)).isEmpty();

        assertThat(found).hasSize(1).allMatch(one -> one.source().length() == 256 && one.source().startsWith("dns:xxx"));
    }

    @Test
    void noSeedsAreNoProblem() throws Exception {
        assertThat(discover(LONG)).isEmpty();
        assertThat(found).isEmpty();
    }

    @Test
    void anAnswerIsKeptAsLongAsItSays() throws Exception {
        server.on("seed.test", "127.0.1.1", "::1");
        try (var discovery = open(LONG)) {
            discovery.discover(request("seed.test"), found::add);
            discovery.discover(request("seed.test"), found::add);
        }
        assertThat(found).hasSize(4);
        assertThat(server.questions()).isEqualTo(2);
    }

    /// A seed that lies, or a forged answer, would otherwise be believed for 68 years.
    @Test
    void howLongAnAnswerIsKeptHasABoundWhateverItSays() throws Exception {
        server.on("seed.test", (question, _) -> {
            var name = question.getQuestion().getName();
            return List.of(NameServer.reply(question, NameServer.asksForIpv4(question) ? new ARecord(name, DClass.IN, Integer.MAX_VALUE, InetAddress.ofLiteral("127.0.1.1"))
                    : new AAAARecord(name, DClass.IN, Integer.MAX_VALUE, InetAddress.ofLiteral("::1"))).toWire());
        });
        try (var discovery = open(LONG, Map.of("maxTtl", "1s"))) {
            discovery.discover(request("seed.test"), found::add);
            discovery.discover(request("seed.test"), found::add);
            int first = server.questions();
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (server.questions() == first) {
                assertThat(System.nanoTime()).as("asked again").isLessThan(patience);
                discovery.discover(request("seed.test"), _ -> {});
            }
        }
        assertThat(found).hasSize(4);
    }

    /// As when somebody stops a node in its first seconds.
    @Test
    void whoeverStopsWaitingLeavesNoComplaintInTheLog() throws Exception {
        server.on("dead.test", NameServer.silence());
        var before = System.err;
        var log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            for (int i = 0; i < 20; i++) {
                int asked = server.questions();
                try (var discovery = open(LONG)) {
                    var round = Thread.ofPlatform().start(() -> {
                        try {
                            discovery.discover(request("dead.test"), found::add);
                        } catch (InterruptedException _) {
                            // as told
                        }
                    });
                    // At once, or when the questions are under way.
                    while (i % 2 == 0 && server.questions() < asked + 2) Thread.onSpinWait();
                    round.interrupt();
                    assertThat(round.join(Duration.ofSeconds(10))).isTrue();
                }
            }
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(UTF_8)).isEmpty();
    }

    @Test
    void aServerThatDiesWhileItIsAskedCostsItsShareToo() throws Exception {
        server.on("seed.test", "127.0.1.1");
        var dying = new NameServer();
        dying.on("seed.test", (_, _) -> {
            dying.close();
            return List.of();
        });
        try (var discovery = new DnsDiscoveryProvider().open(Map.of("servers", dying.endpoint() + "," + server.endpoint(), "timeout", "2s"))) {
            assertThat(discovery.discover(request("seed.test"), found::add)).isEmpty();
        }
        assertThat(found).containsExactly(found("127.0.1.1", "seed.test"));
    }

    @Test
    void noThreadIsLeftAfterAClose() throws Exception {
        server.on("seed.test", "127.0.1.1").on("dead.test", NameServer.silence());
        discover(SHORT, "seed.test", "dead.test");

        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("p2p-dns")) assertThat(thread.join(Duration.ofSeconds(5))).as(thread.getName()).isTrue();
        }
    }

    @Test
    void aClosedDiscoveryRefusesToDiscover() throws Exception {
        var discovery = open(LONG);
        discovery.close();

        assertThatIllegalStateException().isThrownBy(() -> discovery.discover(request("seed.test"), found::add));
    }

    @Test
    void twoRoundsMayRunAtOnce() throws Exception {
        var both = new CountDownLatch(2);
        NameServer.Behaviour whenBothAskedFor = (question, isTcp) -> {
            if (NameServer.asksForIpv4(question)) both.countDown();
            both.await();
            return NameServer.records("127.0.1.1").answer(question, isTcp);
        };
        server.on("one.test", whenBothAskedFor).on("two.test", whenBothAskedFor);
        try (var discovery = open(LONG)) {
            var counts = new HashMap<String, List<Found>>();
            var threads = Stream.of("one.test", "two.test").map(seed -> {
                var own = new ArrayList<Found>();
                counts.put(seed, own);
                return Thread.ofPlatform().start(() -> {
                    try {
                        discovery.discover(request(seed), own::add);
                    } catch (InterruptedException unexpected) {
                        throw new AssertionError(unexpected);
                    }
                });
            }).toList();
            for (var thread : threads) assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
            assertThat(counts).allSatisfy((seed, own) -> assertThat(own).containsExactly(found("127.0.1.1", seed)));
        }
        assertThat(both.await(0, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void wrongSettingsAreRefusedAllAtOnce() {
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> new DnsDiscoveryProvider().open(Map.of("servers", "localhost,127.0.0.1:0,127.0.0.1,[::1]:53", "timeout", "5", "maxAnswers", "0", "maxTtl", "25h", "server", "x")))
                .satisfies(invalid -> assertThat(invalid.problems()).hasSize(6));
    }

    @Test
    void theSystemsServersAreTheDefault() {
        new DnsDiscoveryProvider().open(Map.of()).close();
        assertThat(Plugins.installed().find(PeerDiscoveryProvider.class, "dns")).isInstanceOf(DnsDiscoveryProvider.class);
    }

    private List<String> discover(String timeout, String... seeds) throws InterruptedException {
        try (var discovery = open(timeout)) {
            return discovery.discover(request(seeds), found::add);
        }
    }

    private PeerDiscovery open(String timeout) {
        return open(timeout, Map.of());
    }

    private PeerDiscovery open(String timeout, Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("servers", server.endpoint().toString());
        settings.put("timeout", timeout);
        return new DnsDiscoveryProvider().open(settings);
    }

    private static Request request(String... seeds) {
        return new Request(Network.REGTEST, List.of(seeds), 18_444);
    }

    private static Found found(String address, String seed) {
        return new Found(Endpoint.parse(address, 18_444), "dns:" + seed);
    }
}

package bsv.p2p.app.walls;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ObjectInputStream;
import java.lang.reflect.AccessibleObject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Who may know whom. Each rule was seen to fail on a class that breaks it.
///
/// A rule about classes that a young module does not have yet passes on none.
class ArchitectureTest {

    /// The classes of our modules, tests left out.
    private static final String TESTKIT = "bsv.p2p.testkit..";
    private static final JavaClasses ALL = new ClassFileImporter().importLocations(Modules.places());

    static final List<String> NAMES = Modules.NAMES;

    /// What the application finds through ServiceLoader; nobody may name it.
    private static final String[] IMPLEMENTATIONS = {
        "bsv.p2p.transport", "bsv.p2p.manager", "bsv.p2p.store.json", "bsv.p2p.store.sql", "bsv.p2p.discovery.dns",
        "bsv.p2p.telemetry.otel"
    };

    private static final DescribedPredicate<JavaClass> API = resideInAPackage("bsv.p2p.api..");

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyModuleIsLookedAt(String module) {
        assertThat(ALL.that(resideInAPackage(module + ".."))).as("classes of %s", module).isNotEmpty();
    }

    @Test
    void theApiNeedsTheJdkOnly() {
        check(classes()
                .that(API)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("bsv.p2p.api..", "java..", "org.jspecify.annotations.."));
    }

    @Test
    void insideTheApiArrowsPointOneWay() {
        check(layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("api")
                .definedBy("bsv.p2p.api")
                .layer("spi")
                .definedBy("bsv.p2p.api.spi..")
                .layer("config")
                .definedBy("bsv.p2p.api.config..")
                .layer("event")
                .definedBy("bsv.p2p.api.event..")
                .layer("metric")
                .definedBy("bsv.p2p.api.metric..")
                .layer("stream")
                .definedBy("bsv.p2p.api.stream..")
                .layer("error")
                .definedBy("bsv.p2p.api.error..")
                .layer("chain")
                .definedBy("bsv.p2p.api.chain..")
                .layer("message")
                .definedBy("bsv.p2p.api.message..")
                .layer("peer")
                .definedBy("bsv.p2p.api.peer..")
                .whereLayer("api")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("spi")
                .mayOnlyBeAccessedByLayers("api")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("event", "spi", "api")
                .whereLayer("event")
                .mayOnlyBeAccessedByLayers("config", "spi", "api")
                .whereLayer("metric")
                .mayOnlyBeAccessedByLayers("api")
                .whereLayer("stream")
                .mayOnlyBeAccessedByLayers("spi", "api")
                .whereLayer("chain")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("error")
                .mayOnlyBeAccessedByLayers("chain", "config", "event", "metric", "stream", "spi", "api")
                .whereLayer("message")
                .mayOnlyBeAccessedByLayers("error", "chain", "config", "event", "stream", "spi", "api"));
    }

    /// Of our own, a module knows itself, the API and no more; with two exceptions.
    @ParameterizedTest
    @CsvSource({
        "bsv.p2p.codec, bsv.p2p.codec",
        "bsv.p2p.transport, bsv.p2p.codec",
        "bsv.p2p.manager, bsv.p2p.manager",
        "bsv.p2p.store.json, bsv.p2p.store.json",
        "bsv.p2p.store.sql, bsv.p2p.store.sql",
        "bsv.p2p.discovery.dns, bsv.p2p.discovery.dns",
        "bsv.p2p.telemetry.otel, bsv.p2p.telemetry.otel",
        "bsv.p2p.testkit, bsv.p2p.testkit",
        "bsv.p2p.app, bsv.p2p.codec",
    })
    void modulesDoNotKnowEachOther(String module, String and) {
        check(noClasses()
                .that()
                .resideInAPackage(module + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("bsv.p2p..")
                        .and(not(API))
                        .and(not(resideInAnyPackage(module + "..", and + "..")))));
    }

    @Test
    void theApplicationUsesTheCodecToDecodeAndEncodeOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("bsv.p2p.app..")
                .and()
                .haveNameNotMatching(".*\\.(Decode|Encode)[^.]*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("bsv.p2p.codec.."));
    }

    @Test
    void implementationsShowTheirProvidersOnly() {
        check(classes()
                .that()
                .resideInAnyPackage(IMPLEMENTATIONS)
                .and()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .should()
                .haveSimpleNameEndingWith("Provider"));
    }

    /// Packages below the first are not exported, so a class there may be public for the others of its module; but
    /// not without need. ServiceLoader needs providers.
    @Test
    void deepInsideAnImplementationPublicIsWhatOtherPackagesNeed() {
        String[] below = Stream.of(IMPLEMENTATIONS).map(root -> root + ".(*)..").toArray(String[]::new);
        check(classes()
                .that()
                .resideInAnyPackage(below)
                .and()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .and()
                .haveSimpleNameNotEndingWith("Provider")
                .should(beUsedFromAnotherPackage()));
    }

    @Test
    void noPackagesGoInCircles() {
        check(slices().matching("bsv.p2p.(**)").should().beFreeOfCycles());
    }

    /// A library, and the modules that may know it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                    tools.jackson..          | bsv.p2p.store.json.. bsv.p2p.app..
                    com.fasterxml..          | bsv.p2p.store.json.. bsv.p2p.app..
                    java.sql..               | bsv.p2p.store.sql..
                    javax.sql..              | bsv.p2p.store.sql..
                    org.sqlite..             | bsv.p2p.store.sql..
                    io.netty..               | bsv.p2p.codec.. bsv.p2p.transport.. bsv.p2p.discovery.dns..
                    io.opentelemetry..       | bsv.p2p.telemetry.otel..
                    org.junit..              | bsv.p2p.testkit..
                    picocli..                | bsv.p2p.app.cli..
                    ch.qos.logback..         | bsv.p2p.app..
                    org.xbill..              | bsv.p2p.app..
                    com.sun.net.httpserver.. | bsv.p2p.app.admin..
                    jdk.jfr..                | bsv.p2p.manager.jfr..
                    """)
    void librariesStayWhereTheyBelong(String library, String modules) {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(modules.split(" "))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
    }

    /// It lives beside the engine, and sees of it what every extension sees.
    @Test
    void theFlightRecorderExtensionKnowsTheApiOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("bsv.p2p.manager.jfr..")
                .should()
                .dependOnClassesThat(resideInAPackage("bsv.p2p..").and(not(API)).and(not(resideInAPackage("bsv.p2p.manager.jfr..")))));
    }

    @Test
    void theCodecKnowsBuffersButNoChannelsSocketsThreadsOrClocks() {
        check(noClasses()
                .that()
                .resideInAPackage("bsv.p2p.codec..")
                .should()
                // It may be handed an executor; it makes none.
                .dependOnClassesThat(resideInAnyPackage(
                                "io.netty.channel..", "io.netty.bootstrap..", "io.netty.util.concurrent..", "java.nio.channels..",
                                "java.util.concurrent..")
                        .and(not(type(Executor.class))))
                .orShould()
                .dependOnClassesThat(assignableTo(Thread.class).or(assignableTo(Clock.class)))
                .orShould()
                .dependOnClassesThat(nameMatching("java\\.net\\.[A-Za-z]*Socket"))
                .orShould()
                .callMethodWhere(readsTheClock()));
    }

    @Test
    void machinesArePure() {
        check(noClasses()
                .that()
                .haveSimpleNameEndingWith("Machine")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.io..", "java.util.concurrent..", "org.slf4j..", "io.netty..")
                .orShould()
                .dependOnClassesThat(assignableTo(Thread.class).or(assignableTo(Clock.class)))
                .orShould()
                .callMethodWhere(readsTheClock()));
    }

    @Test
    void nobodyUsesTheCommandLine() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("bsv.p2p.app.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("bsv.p2p.app.cli.."));
    }

    /// The command line, that is, and the processes that the test kit starts and kills.
    @Test
    void onlyTheCommandLineUsesTheStandardStreams() {
        check(noClasses().that().resideOutsideOfPackages("bsv.p2p.app.cli..", TESTKIT).should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void nobodyDeserialisesRunsProgramsOrBreaksIntoOthers() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(TESTKIT)
                .should()
                .dependOnClassesThat(assignableTo(ObjectInputStream.class).or(assignableTo(ProcessBuilder.class)))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("sun..", "jdk.internal..")
                .orShould()
                .callMethodWhere(target(name("exec")).and(targetOwner(assignableTo(Runtime.class))))
                .orShould()
                .callMethodWhere(target(nameMatching("(try)?[sS]etAccessible"))
                        .and(targetOwner(assignableTo(AccessibleObject.class)))));
    }

    @Test
    void everybodyLogsThroughSlf4j() {
        check(noClasses()
                .should()
                .dependOnClassesThat(assignableTo(java.util.logging.Logger.class).or(assignableTo(System.Logger.class))));
    }

    @Test
    void exceptionsSayWhatHappened() {
        check(NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS);
    }

    /// They work on the module path only, and not on a class path.
    @Test
    void noProviderHasAStaticProviderMethod() {
        check(methods().that().areStatic().and().haveName("provider").should(notExist()));
    }

    @Test
    void namesSayWhatAClassIs() {
        check(noClasses().should().haveNameMatching(".*(Impl|Utils?|Helper)"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(ALL);
    }

    private static DescribedPredicate<JavaMethodCall> readsTheClock() {
        Set<String> readers = Set.of("currentTimeMillis", "nanoTime", "now");
        return describe(
                "reads the clock",
                call -> readers.contains(call.getTarget().getName())
                        && (call.getTargetOwner().isEquivalentTo(System.class)
                                || call.getTargetOwner().getPackageName().equals("java.time")));
    }

    private static ArchCondition<JavaClass> beUsedFromAnotherPackage() {
        return new ArchCondition<>("be used from another package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean used = withNested(item)
                        .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                        .anyMatch(use -> !use.getOriginClass().getPackageName().equals(item.getPackageName()));
                events.add(new SimpleConditionEvent(item, used, item.getName() + " is public without need"));
            }
        };
    }

    /// A class and those inside it: whoever uses one of these needs the outer one, too.
    private static Stream<JavaClass> withNested(JavaClass item) {
        return ALL.stream().filter(part -> part.equals(item) || part.getName().startsWith(item.getName() + "$"));
    }

    private static <T extends HasName> ArchCondition<T> notExist() {
        return new ArchCondition<>("not exist") {
            @Override
            public void check(T item, ConditionEvents events) {
                events.add(SimpleConditionEvent.violated(item, item + " exists"));
            }
        };
    }
}

package bsv.p2p.app.shipping;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every jar is a Java module and an OSGi bundle, and says the same as both.
class BundlesIT {
    /// A package at the begin of a header or after a comma that is outside quotation marks.
    private static final Pattern CLAUSE = Pattern.compile("((?:[^,\"]|\"[^\"]*\")+)(?:,|$)");
    private static final Pattern SERVICE = Pattern.compile("osgi\\.serviceloader=\"?([\\w.]+)");

    static List<Published> modules() throws Exception {
        return Published.modules();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void isCalledAsTheModule(Published published) throws IOException {
        var headers = headers(published.jar());

        assertThat(module(published).name()).isEqualTo(published.module());
        assertThat(headers.getValue("Bundle-ManifestVersion")).isEqualTo("2");
        assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo(published.module());
        assertThat(headers.getValue("Bundle-Version")).isEqualTo(published.version());
        assertThat(headers.getValue("Implementation-Version")).isEqualTo(published.version());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void exportsWhatTheModuleExports(Published published) throws IOException {
        var exports = clauses(headers(published.jar()), "Export-Package");

        assertThat(exports.stream().map(BundlesIT::name)).containsExactlyInAnyOrderElementsOf(
                module(published).exports().stream().filter(exported -> !exported.isQualified()).map(Exports::source).toList());
        assertThat(exports).allSatisfy(clause -> assertThat(clause).contains("version=\"" + published.version() + "\""));
    }

    /// Of ours only what others export, the annotations only if they are there, and the Java that it was compiled for.
    @ParameterizedTest
    @MethodSource("modules")
    void importsWhatItNeeds(Published published) throws Exception {
        var headers = headers(published.jar());
        var imports = clauses(headers, "Import-Package");
        var exported = modules().stream().flatMap(one -> module(one).exports().stream().map(Exports::source)).collect(toSet());

        assertThat(imports).isNotEmpty().allSatisfy(clause -> assertThat(name(clause)).doesNotContain("*"));
        assertThat(imports.stream().map(BundlesIT::name).filter(name -> name.startsWith("bsv.p2p"))).isSubsetOf(exported);
        assertThat(imports).anySatisfy(clause -> assertThat(clause).startsWith("org.jspecify.annotations;").contains("resolution:=optional"));
        assertThat(clauses(headers, "Require-Capability")).anySatisfy(clause -> assertThat(clause).contains("osgi.ee=JavaSE", "version=25"));
    }

    /// Others' packages are asked for by the version that was compiled against.
    @ParameterizedTest
    @MethodSource("modules")
    void importsOfLibrariesHaveARangeOfVersions(Published published) throws IOException {
        assertThat(clauses(headers(published.jar()), "Import-Package")).filteredOn(clause -> clause.matches("(io\\.netty|org\\.slf4j|tools\\.jackson|bsv\\.p2p)[.;].*"))
                .allSatisfy(clause -> assertThat(clause).containsPattern("version=\"\\[\\d"));
    }

    /// A framework that serves ServiceLoader finds the same providers, and who looks for them.
    @ParameterizedTest
    @MethodSource("modules")
    void offersAndAsksForTheSameServices(Published published) throws IOException {
        var headers = headers(published.jar());

        assertThat(services(headers, "Provide-Capability")).isEqualTo(module(published).provides().stream().map(Provides::service).collect(toSet()));
        assertThat(services(headers, "Require-Capability")).isEqualTo(module(published).uses());
        assertThat(headers.getValue("Provide-Capability") + "").satisfies(text -> assertThat(module(published).provides().stream().flatMap(one -> one.providers().stream()))
                .allSatisfy(provider -> assertThat(text).contains("register:=\"" + provider + "\"")));
        // It works without such a framework too.
        assertThat(clauses(headers, "Require-Capability")).filteredOn(clause -> !clause.startsWith("osgi.ee;"))
                .allSatisfy(clause -> assertThat(clause).contains("resolution:=optional"));
    }

    private static Set<String> services(Attributes headers, String header) {
        return clauses(headers, header).stream().filter(clause -> clause.startsWith("osgi.serviceloader;"))
                .flatMap(clause -> SERVICE.matcher(clause).results().map(found -> found.group(1))).collect(toSet());
    }

    private static ModuleDescriptor module(Published published) {
        return ModuleFinder.of(published.jar()).findAll().iterator().next().descriptor();
    }

    private static Attributes headers(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    private static List<String> clauses(Attributes headers, String header) {
        var value = headers.getValue(header);
        return value == null ? List.of() : Stream.of(value).flatMap(text -> CLAUSE.matcher(text).results().map(found -> found.group(1).strip())).toList();
    }

    private static String name(String clause) {
        return clause.split(";", 2)[0];
    }
}

package bsv.p2p.app.walls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What every module says of itself: whom it needs, what it shows, which services it offers.
class DescriptorTest {

    private static final String SERVICES = "META-INF/services/";

    static final List<String> NAMES = Modules.NAMES;

    @Test
    void everyModuleIsHere() {
        assertThat(Modules.ALL.keySet()).containsExactlyElementsOf(Modules.NAMES);
    }

    /// A change of what a module needs or shows is seen in review, because it changes a file.
    @Test
    void areWhatTheSnapshotSays() throws IOException {
        Path snapshot = Path.of(
                System.getProperty("basedir", "."), "src/test/resources/bsv/p2p/app/walls/module-descriptors.txt");
        String now = Modules.descriptors().map(DescriptorText::of).collect(joining());
        if (Boolean.getBoolean("walls.update")) {
            Files.writeString(snapshot, now);
        }
        assertThat(now)
                .as("""
                        Module descriptors are not what %s says.
                        If the change is meant, write it down and commit the file:
                            mvn test -pl p2p-app -am -Dtest=DescriptorTest -Dtests.expected=false -Dwalls.update=true
                        """, snapshot.getFileName())
                .isEqualTo(Files.readString(snapshot));
    }

    /// On a class path only `META-INF/services` counts, on a module path only `provides`.
    @ParameterizedTest
    @FieldSource("NAMES")
    void offerTheSameServicesOnClassPathAndModulePath(String name) throws IOException {
        ModuleReference module = Modules.ALL.get(name);
        var provided = new TreeMap<String, List<String>>();
        for (ModuleDescriptor.Provides provides : module.descriptor().provides()) {
            provided.put(provides.service(), provides.providers());
        }
        assertThat(serviceFiles(module)).isEqualTo(provided);
    }

    private static Map<String, List<String>> serviceFiles(ModuleReference module) throws IOException {
        var services = new TreeMap<String, List<String>>();
        try (ModuleReader reader = module.open();
                var resources = reader.list()) {
            for (String resource : resources.filter(name -> name.startsWith(SERVICES) && !name.endsWith("/")).toList()) {
                var text = new String(reader.open(resource).orElseThrow().readAllBytes(), UTF_8);
                var providers = new ArrayList<String>();
                for (String line : text.lines().toList()) {
                    String provider = line.replaceFirst("#.*", "").strip();
                    if (!provider.isEmpty()) {
                        providers.add(provider);
                    }
                }
                services.put(resource.substring(SERVICES.length()), providers);
            }
        }
        return services;
    }
}

package bsv.p2p.app.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Provides;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/// Loads jars as a class path does. Services that a jar offers by its module descriptor alone are found too: to the service loader this
/// looks as if their `META-INF/services` were there.
///
/// Never closed: a plugin may load its last class while it ends.
final class JarsLoader extends URLClassLoader {
    private static final String SERVICES = "META-INF/services/";
    private final List<Provides> provided;

    JarsLoader(List<PluginJar> jars, ClassLoader parent) {
        super("plugin", jars.stream().map(JarsLoader::url).toArray(URL[]::new), parent);
        provided = jars.stream().flatMap(jar -> jar.descriptor().stream()).flatMap(descriptor -> descriptor.provides().stream()).toList();
    }

    private static URL url(PluginJar jar) {
        try {
            return jar.path().toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("a file has a URL", impossible);
        }
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        var found = new ArrayList<>(Collections.list(super.findResources(name)));
        for (var provides : provided) if (name.equals(SERVICES + provides.service())) found.add(listOf(provides.providers()));
        return Collections.enumeration(found);
    }

    private static URL listOf(List<String> providers) throws MalformedURLException {
        return URL.of(URI.create("provided:/" + String.join(",", providers)), new Handler(String.join("\n", providers)));
    }

    /// Reads a text that is no file.
    private static final class Handler extends URLStreamHandler {
        private final String text;

        Handler(String text) {
            this.text = text;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    // it is here
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(text.getBytes(UTF_8));
                }
            };
        }
    }
}

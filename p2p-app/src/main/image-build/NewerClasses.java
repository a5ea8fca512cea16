import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Copies a jar, its classes made classes of Java 8 where they are older: with the frames that verifiers since then go by. What a class does stays the
/// same. The JVM puts no older class into an ahead-of-time cache.
///
/// Only the build of the image runs it, as `java NewerClasses.java FROM TO`.
final class NewerClasses {
    private static final ClassTransform NEWER = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen((builder, element) -> builder.with(element instanceof ClassFileVersion ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0) : element));

    private NewerClasses() {}

    static void main(String[] arguments) throws IOException {
        var from = Path.of(arguments[0]);
        var to = Path.of(arguments[1]);
        Files.createDirectories(to.getParent());
        try (var loader = new URLClassLoader(new URL[] {from.toUri().toURL()}); var jar = new ZipFile(from.toFile()); var out = new ZipOutputStream(Files.newOutputStream(to))) {
            var classes = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(loader)));
            for (var entry : jar.stream().toList()) copy(entry, jar, out, classes);
        }
    }

    private static void copy(ZipEntry entry, ZipFile jar, ZipOutputStream out, ClassFile classes) throws IOException {
        var copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal()); // so that two builds make the same bytes
        out.putNextEntry(copy);
        try (var in = jar.getInputStream(entry)) {
            var bytes = in.readAllBytes();
            out.write(entry.getName().endsWith(".class") ? newer(bytes, classes) : bytes);
        }
        out.closeEntry();
    }

    private static byte[] newer(byte[] bytes, ClassFile classes) {
        var parsed = classes.parse(bytes);
        return parsed.majorVersion() >= ClassFile.JAVA_8_VERSION ? bytes : classes.transformClass(parsed, NEWER);
    }
}

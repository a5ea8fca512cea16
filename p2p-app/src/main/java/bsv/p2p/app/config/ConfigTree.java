package bsv.p2p.app.config;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.InvalidConfiguration;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;

/// The configuration as what it is: a tree of small records. A leaf has a path such as `connection.backoff.maxRetries`.
final class ConfigTree {
    private ConfigTree() {}

    /// Whether a value is a branch, not a leaf. Values of other packages, such as networks, are leaves though some are records.
    static boolean isBranch(Class<?> type) {
        return type.isRecord() && type.getPackage().equals(ManagerConfig.class.getPackage());
    }

    static Object valueAt(Record tree, String path) {
        Object value = tree;
        for (var name : path.split("\\.", -1)) value = value(component(value.getClass(), name), value);
        return value;
    }

    /// The type of the leaf or branch at `path`.
    static RecordComponent componentAt(Class<?> type, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) return component(type, path);
        return componentAt(component(type, path.substring(0, dot)).getType(), path.substring(dot + 1));
    }

    /// A copy with other leaves. Each record is made once with all its values, so that checks across settings see them together.
    ///
    /// @param leaves by path
    /// @param problems hears the path of each record that refused its values, and why; the old record stays in the copy
    static ManagerConfig with(ManagerConfig config, Map<String, ?> leaves, BiConsumer<String, InvalidConfiguration> problems) {
        return (ManagerConfig) with(config, "", leaves, problems);
    }

    private static Object with(Object branch, String prefix, Map<String, ?> leaves, BiConsumer<String, InvalidConfiguration> problems) {
        var components = branch.getClass().getRecordComponents();
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            var path = prefix + components[i].getName();
            var old = value(components[i], branch);
            var given = leaves.get(path);
            if (given != null) values[i] = given;
            else values[i] = isBranch(old.getClass()) ? with(old, path + ".", leaves, problems) : old;
        }
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return branch.getClass().getConstructor(types).newInstance(values);
        } catch (InvocationTargetException thrown) {
            if (!(thrown.getCause() instanceof InvalidConfiguration invalid)) throw new IllegalStateException(thrown.getCause());
            problems.accept(prefix, invalid);
            return branch;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("records of the configuration are public", impossible);
        }
    }

    private static Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("records of the configuration are public", impossible);
        }
    }

    private static RecordComponent component(Class<?> type, String name) {
        return Arrays.stream(type.getRecordComponents()).filter(component -> component.getName().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type.getSimpleName() + " has no " + name));
    }
}

package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of another module: which can be reached, how, and what is said otherwise. */
class AccessTest {
    private static final Map<String, String> SOURCES = Map.of(
            "module-info.java",
            "module app { exports app.api; opens app.open; }",
            "app/api/Shown.java",
            """
            package app.api;
            public record Shown(String text, int number) {
                public static java.lang.invoke.MethodHandles.Lookup lookup() {
                    return java.lang.invoke.MethodHandles.lookup();
                }
            }""",
            "app/api/Hidden.java",
            "package app.api; record Hidden(String text, int number) {}",
            "app/open/Opened.java",
            "package app.open; record Opened(String text, int number) {}",
            "app/inside/Unexported.java",
            "package app.inside; public record Unexported(String text, int number) {}");

    @TempDir
    static @Nullable Path folder;

    private static @Nullable ClassLoader loader;

    @BeforeAll
    static void compileTheOtherModule() throws IOException {
        Path root = java.util.Objects.requireNonNull(folder);
        List<String> arguments =
                new ArrayList<>(List.of("-d", root.resolve("out").toString()));
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            Path file = root.resolve(source.getKey());
            Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, System.out, System.err, arguments.toArray(String[]::new));
        assertThat(status).isZero();
        ModuleLayer boot = ModuleLayer.boot();
        loader = boot.defineModulesWithOneLoader(
                        boot.configuration()
                                .resolve(ModuleFinder.of(root.resolve("out")), ModuleFinder.of(), Set.of("app")),
                        AccessTest.class.getClassLoader())
                .findLoader("app");
    }

    private static Class<?> type(String name) throws ReflectiveOperationException {
        return Class.forName(name, true, loader);
    }

    private static MethodHandles.Lookup lookup() throws ReflectiveOperationException {
        return (MethodHandles.Lookup) type("app.api.Shown").getMethod("lookup").invoke(null);
    }

    /** Makes a record and takes it apart again, both by way of the given access. */
    private static void assertWorks(Access access, Class<?> type) throws Throwable {
        Object made = access.constructor().invokeWithArguments((Object) new Object[] {"text", 7});
        assertThat(made).isInstanceOf(type);
        assertThat(access.getter(Anatomy.of(type).properties().get(0)).apply(made))
                .isEqualTo("text");
        assertThat(access.getter(Anatomy.of(type).properties().get(1)).apply(made))
                .isEqualTo(7);
    }

    @Test
    void aPublicRecordOfAnExportedPackageNeedsNothing() throws Throwable {
        Class<?> shown = type("app.api.Shown");
        assertWorks(Access.to(Anatomy.of(shown), null), shown);
    }

    @Test
    void aRecordOfAnOpenPackageNeedsNothing() throws Throwable {
        Class<?> opened = type("app.open.Opened");
        assertWorks(Access.to(Anatomy.of(opened), null), opened);
    }

    @Test
    void aRecordThatIsNotPublicNeedsALookup() throws Throwable {
        Class<?> hidden = type("app.api.Hidden");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.to(Anatomy.of(hidden), null))
                .withMessageContaining("No access to record app.api.Hidden")
                .withMessageContaining("it is not public, and its package app.api in module app is not open to")
                .withMessageContaining("TableSchema.of(Hidden.class, MethodHandles.lookup())");
        Access access = Access.to(Anatomy.of(hidden), lookup());
        assertWorks(access, hidden);
        assertThat(access.<ToIntFunction<Object>>lambda(
                        Anatomy.of(hidden).properties().get(1), ToIntFunction.class, "applyAsInt", int.class))
                .isPresent();
    }

    @Test
    void aRecordOfAPackageThatIsNotExportedNeedsALookup() throws Throwable {
        Class<?> unexported = type("app.inside.Unexported");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.to(Anatomy.of(unexported), null))
                .withMessageContaining("its package app.inside in module app is not exported to");
        assertWorks(Access.to(Anatomy.of(unexported), lookup()), unexported);
    }

    @Test
    void aLookupThatDoesNotReachIsNamed() throws Throwable {
        Class<?> hidden = type("app.api.Hidden");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.to(Anatomy.of(hidden), MethodHandles.lookup()))
                .withMessageContaining("the given lookup of dev.stator.codec.AccessTest does not reach it either");
    }

    private record Private(@PartitionKey String id, Nested nested) {
        private record Nested(int number) {}
    }

    @Test
    void aPrivateRecordOnTheClassPathNeedsNothing() {
        TableSchema<Private> schema = TableSchema.of(Private.class);
        Private value = new Private("a", new Private.Nested(1));
        assertThat(schema.fromItem(schema.toItem(value))).isEqualTo(value);
        TableSchema<Private> given = TableSchema.of(Private.class, MethodHandles.lookup());
        assertThat(given.fromItem(given.toItem(value))).isEqualTo(value);
    }
}

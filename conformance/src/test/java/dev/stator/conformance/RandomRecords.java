package dev.stator.conformance;

import dev.stator.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Record classes that nobody wrote: their components, types, annotations and the records within them come from a random
 * number, as Java source that is compiled and loaded. All have a partition key {@code id}, a string.
 */
final class RandomRecords {
    private static final String NAME = "Generated";
    private static final int NESTED = 3;

    /** Types that are one value, with the annotations that may stand before them. */
    private static final List<String> SCALARS = List.of(
            "String",
            "int",
            "long",
            "boolean",
            "double",
            "char",
            "short",
            "Integer",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.util.UUID",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.Duration",
            "java.time.YearMonth",
            "java.time.DayOfWeek",
            "java.util.Locale",
            "java.util.Currency",
            "java.net.URI",
            "dev.stator.value.Binary",
            "@EpochSeconds java.time.Instant",
            "@EpochMillis java.time.Instant",
            "@UtcTimestamp java.time.Instant",
            "@LegacyBase64 dev.stator.value.Binary");

    private static final List<String> ELEMENTS = List.of(
            "String",
            "Integer",
            "Long",
            "java.util.UUID",
            "java.time.LocalDate",
            "java.time.DayOfWeek",
            "dev.stator.value.Binary");

    private static final List<String> MAP_KEYS = List.of("String", "java.util.UUID", "java.time.DayOfWeek");

    private final Random random;

    private RandomRecords(Random random) {
        this.random = random;
    }

    /** Some classes of whole items, and the source that they were compiled from. */
    record Generated(List<Class<?>> items, String source) {}

    /** So many classes, always the same for a seed. */
    static Generated of(long seed, int count) {
        return new RandomRecords(new Random(seed)).generated(count);
    }

    private Generated generated(int count) {
        StringBuilder source =
                new StringBuilder("import dev.stator.codec.*;\nimport java.util.*;\npublic class " + NAME + " {\n");
        for (int i = 0; i < NESTED; i++) {
            source.append("  public record Nested" + i + "(" + components(i) + ") {}\n");
        }
        source.append("  @Discriminator(\"kind\") public sealed interface Form permits Round, Edged {}\n");
        source.append("  public record Round(" + components(NESTED) + ") implements Form {}\n");
        source.append("  @Shape(1) public record Edged(" + components(NESTED) + ") implements Form {}\n");
        for (int i = 0; i < count; i++) {
            source.append("  " + (one(3) ? "@Shape(value = 2, attribute = \"s\") " : "")
                    + (one(3) ? "@Naming(NameStyle.SNAKE) " : "")
                    + (one(4) ? "@UnknownAttributes(UnknownAttributes.Rule.REFUSED) " : "") + "public record Item" + i
                    + "(@PartitionKey String id, " + components(NESTED + 1) + ") {}\n");
        }
        source.append("}\n");
        return new Generated(compiled(source.toString(), count), source.toString());
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Components, of which types may be used: so many nested ones, and one more for the sealed interface. */
    private String components(int nested) {
        StringJoiner components = new StringJoiner(", ");
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            String name = "someName" + i;
            components.add((one(5) ? "@Attribute(\"a" + i + "-x\") " : "") + component(nested) + " " + name);
        }
        return components.toString();
    }

    private String component(int nested) {
        return switch (random.nextInt(8)) {
            case 0 -> "Optional<" + within(nested, 2) + ">";
            case 1 -> "Set<" + pick(ELEMENTS) + ">";
            case 2 -> "List<" + within(nested, 2) + ">";
            case 3 -> "Map<" + pick(MAP_KEYS) + ", " + within(nested, 2) + ">";
            default -> nested > 0 && one(4) ? nested(nested) : pick(SCALARS);
        };
    }

    /** A type within another, which is a class. */
    private String within(int nested, int depth) {
        return switch (depth == 0 ? 3 : random.nextInt(6)) {
            case 0 -> "List<" + within(nested, depth - 1) + ">";
            case 1 -> "Map<String, " + within(nested, depth - 1) + ">";
            case 2 -> nested > 0 ? nested(nested) : pick(ELEMENTS);
            default -> pick(ELEMENTS);
        };
    }

    private String nested(int nested) {
        int which = random.nextInt(nested);
        return which == NESTED ? "Form" : "Nested" + which;
    }

    private static List<Class<?>> compiled(String source, int count) {
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-proc:none", "-parameters", "-classpath", classPath());
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
            JavaFileManager memory = new ForwardingJavaFileManager<JavaFileManager>(standard) {
                @Override
                public JavaFileObject getJavaFileForOutput(
                        Location location, String name, JavaFileObject.Kind kind, javax.tools.FileObject sibling) {
                    return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                        @Override
                        public OutputStream openOutputStream() {
                            return classes.computeIfAbsent(name, ignored -> new ByteArrayOutputStream());
                        }
                    };
                }
            };
            JavaFileObject file =
                    new SimpleJavaFileObject(URI.create("memory:///" + NAME + ".java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return source;
                        }
                    };
            if (!compiler.getTask(null, memory, null, options, null, List.of(file))
                    .call()) {
                throw new AssertionError("The generated source does not compile:\n" + source);
            }
            ClassLoader loader = new ClassLoader(RandomRecords.class.getClassLoader()) {
                @Override
                protected Class<?> findClass(String name) throws ClassNotFoundException {
                    ByteArrayOutputStream bytes = classes.get(name);
                    if (bytes == null) {
                        throw new ClassNotFoundException(name);
                    }
                    return defineClass(name, bytes.toByteArray(), 0, bytes.size());
                }
            };
            List<Class<?>> items = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                items.add(loader.loadClass(NAME + "$Item" + i));
            }
            return items;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The generated classes cannot be loaded", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath() {
        return Path.of(URI.create(Table.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }
}

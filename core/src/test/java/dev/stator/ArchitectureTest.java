package dev.stator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What ARCHITECTURE.md promises of {@code core}. */
class ArchitectureTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String ROOT = "dev.stator";
    private static final JavaClasses ALL = new ClassFileImporter().importPath(CLASSES);

    /** Which packages of ours a package may import. The root may import all, and none imports the root. */
    private static final Map<String, Set<String>> IMPORTS = Map.ofEntries(
            Map.entry("internal.collect", Set.of()),
            Map.entry("value", Set.of("internal.collect")),
            Map.entry("error", Set.of("value")),
            Map.entry("codec", Set.of("value", "error")),
            Map.entry("expression", Set.of("codec", "value", "error")),
            Map.entry("transport", Set.of("error")),
            Map.entry("listener", Set.of("value", "error")),
            Map.entry("internal.json", Set.of("value", "error")),
            Map.entry("json", Set.of("codec", "value", "error", "internal.json")),
            Map.entry("stream", Set.of("value")),
            Map.entry("tabular", Set.of("value", "error", "codec", "json", "internal.json")),
            Map.entry("testing", Set.of("transport", "json", "value", "error")),
            Map.entry("internal.parse", Set.of("value", "expression", "error")),
            Map.entry(
                    "internal.protocol",
                    Set.of("value", "error", "codec", "expression", "transport", "stream", "internal.json")),
            Map.entry(
                    "internal.run",
                    Set.of("internal.protocol", "internal.json", "listener", "transport", "stream", "value", "error")),
            Map.entry(
                    "internal.dump",
                    Set.of("internal.protocol", "internal.json", "codec", "json", "stream", "value", "error")),
            Map.entry("internal.http", Set.of("transport", "error")),
            Map.entry("internal.config", Set.of()),
            Map.entry(
                    "internal.credentials",
                    Set.of("internal.config", "internal.http", "internal.json", "transport", "error")));

    /** Which packages may use which libraries. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "tools.jackson", Set.of("internal.json", "json"),
            "de.siegmar.fastcsv", Set.of("tabular"),
            "org.apache.hc", Set.of("internal.http"),
            "org.slf4j", Set.of("internal.http", "internal.run", "internal.credentials", "transport"));

    private static final Set<String> TRANSPORTS = Set.of("internal.http", "transport", "testing");

    private static final Set<String> WAITING = Set.of(
            "java.lang.Thread",
            "java.util.Timer",
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Future",
            "java.util.concurrent.Executor",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ScheduledExecutorService");

    /** The package of a class of ours within the root; empty for the root itself. */
    private static String within(JavaClass type) {
        return type.getPackageName().equals(ROOT) ? "" : type.getPackageName().substring(ROOT.length() + 1);
    }

    private static Stream<Dependency> dependencies() {
        return ALL.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    @Test
    void importsGoInOneDirection() {
        List<String> against = dependencies()
                .filter(dependency -> isOurs(dependency.getTargetClass()))
                .filter(dependency -> {
                    String from = within(dependency.getOriginClass());
                    String to = within(dependency.getTargetClass());
                    return !from.equals(to)
                            && !from.isEmpty()
                            && !IMPORTS.get(from).contains(to);
                })
                .map(Dependency::getDescription)
                .sorted()
                .toList();
        assertThat(against).isEmpty();
    }

    @Test
    void everyPackageHasItsPlaceAndSaysSo() throws IOException {
        Set<String> packages =
                ALL.stream().map(ArchitectureTest::within).collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(IMPORTS.keySet());
        known.add("");
        assertThat(packages).isEqualTo(known);
        for (String name : packages) {
            Path folder = SOURCES.resolve((ROOT + "." + name).replace('.', '/'));
            assertThat(Files.readString(folder.resolve("package-info.java")))
                    .as(name)
                    .contains("/**")
                    .contains("import");
        }
    }

    @Test
    void librariesStayBehindTheirPackages() {
        List<String> against = dependencies()
                .filter(dependency -> LIBRARIES.entrySet().stream()
                        .anyMatch(library ->
                                dependency.getTargetClass().getPackageName().startsWith(library.getKey())
                                        && !library.getValue().contains(within(dependency.getOriginClass()))))
                .map(Dependency::getDescription)
                .toList();
        assertThat(against).isEmpty();
        assertThat(dependencies()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith("tools.jackson")))
                .as("the rule sees libraries at all")
                .isTrue();
    }

    @Test
    void futuresAndSleepsAppearInTheDriversAndTransportsOnly() {
        Set<String> places = dependencies()
                .filter(dependency ->
                        WAITING.contains(dependency.getTargetClass().getName()))
                .map(dependency -> dependency.getOriginClass())
                .filter(type -> !TRANSPORTS.contains(within(type)))
                .map(type -> type.getName().replaceAll("\\$.*", ""))
                .collect(Collectors.toSet());
        assertThat(places)
                .containsExactlyInAnyOrder(
                        "dev.stator.internal.run.Runner",
                        "dev.stator.internal.run.Pauses",
                        "dev.stator.internal.run.AsyncRun",
                        "dev.stator.internal.run.ForkRun",
                        "dev.stator.internal.run.Turns",
                        "dev.stator.internal.run.Publication",
                        "dev.stator.Call");
    }

    @Test
    void namesSayWhatAClassIs() {
        assertThat(ALL.stream().map(JavaClass::getSimpleName))
                .isNotEmpty()
                .noneMatch(name -> name.matches("(Abstract|Base|I)[A-Z].*[a-z].*|.*(Impl|Helper|Utils?|Manager)"));
    }

    private static Set<String> exportedPackages() throws IOException {
        try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
            return ModuleDescriptor.read(in).exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void whatIsExportedIsWhatUsersNeed() throws IOException {
        assertThat(exportedPackages())
                .containsExactlyInAnyOrder(
                        ROOT,
                        "dev.stator.value",
                        "dev.stator.error",
                        "dev.stator.codec",
                        "dev.stator.expression",
                        "dev.stator.json",
                        "dev.stator.listener",
                        "dev.stator.stream",
                        "dev.stator.tabular",
                        "dev.stator.testing",
                        "dev.stator.transport");
    }

    @Test
    void noExportedSignatureMentionsATypeThatUsersCannotName() throws IOException {
        Set<String> exported = exportedPackages();
        Map<String, Set<String>> against = new TreeMap<>();
        int seen = 0;
        for (JavaClass imported : ALL) {
            Class<?> type = imported.reflect();
            if (isNameable(type, exported)) {
                seen++;
                Signatures signatures = new Signatures();
                signatures.addType(type);
                signatures.mentioned.stream()
                        .filter(mentioned -> mentioned.getPackageName().startsWith(ROOT))
                        .filter(mentioned -> !isNameable(mentioned, exported))
                        .forEach(mentioned -> against.computeIfAbsent(type.getName(), name -> new TreeSet<>())
                                .add(mentioned.getName()));
            }
        }
        assertThat(against).isEmpty();
        assertThat(seen).isGreaterThan(80);
    }

    private static boolean isNameable(Class<?> type, Set<String> exported) {
        for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
            boolean visible = Modifier.isPublic(at.getModifiers()) || Modifier.isProtected(at.getModifiers());
            if (!visible || at.isAnonymousClass() || at.isLocalClass()) {
                return false;
            }
        }
        return exported.contains(type.getPackageName());
    }

    /** All classes that the public and protected signatures of a type mention, however deep in generics. */
    private static final class Signatures {
        private final Set<Class<?>> mentioned = new HashSet<>();
        private final Set<Type> followed = new HashSet<>();

        void addType(Class<?> type) {
            for (TypeVariable<?> variable : type.getTypeParameters()) {
                add(variable);
            }
            for (Type parent : type.getGenericInterfaces()) {
                add(parent);
            }
            Class<?> parent = type.getSuperclass();
            if (parent != null && parent.getPackageName().startsWith(ROOT)) {
                addParent(type.getGenericSuperclass(), parent);
            }
            addMembers(type);
        }

        /** A hidden superclass is invisible itself; what it passes on to its public heirs is not. */
        private void addParent(Type generic, Class<?> parent) {
            if (Modifier.isPublic(parent.getModifiers())) {
                add(generic);
            } else {
                if (generic instanceof ParameterizedType parameterized) {
                    Stream.of(parameterized.getActualTypeArguments()).forEach(this::add);
                }
                addType(parent);
            }
        }

        private void addMembers(Class<?> type) {
            for (Field field : type.getDeclaredFields()) {
                if (isExposed(field)) {
                    add(field.getGenericType());
                }
            }
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (isExposed(constructor)) {
                    Stream.of(constructor.getGenericParameterTypes()).forEach(this::add);
                    Stream.of(constructor.getGenericExceptionTypes()).forEach(this::add);
                }
            }
            for (Method method : type.getDeclaredMethods()) {
                if (isExposed(method)) {
                    add(method.getGenericReturnType());
                    Stream.of(method.getGenericParameterTypes()).forEach(this::add);
                    Stream.of(method.getGenericExceptionTypes()).forEach(this::add);
                    Stream.of(method.getTypeParameters()).forEach(this::add);
                    Stream.of(method.getAnnotations()).forEach(annotation -> add(annotation.annotationType()));
                }
            }
        }

        private static boolean isExposed(Member member) {
            return !member.isSynthetic()
                    && (Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()));
        }

        private void add(Type type) {
            if (!followed.add(type)) {
                return;
            } else if (type instanceof Class<?> plain) {
                mentioned.add(plain.isArray() ? plain.getComponentType() : plain);
            } else if (type instanceof ParameterizedType parameterized) {
                add(parameterized.getRawType());
                Stream.of(parameterized.getActualTypeArguments()).forEach(this::add);
            } else if (type instanceof WildcardType wildcard) {
                Stream.of(wildcard.getUpperBounds()).forEach(this::add);
                Stream.of(wildcard.getLowerBounds()).forEach(this::add);
            } else if (type instanceof TypeVariable<?> variable) {
                Stream.of(variable.getBounds()).forEach(this::add);
            } else if (type instanceof GenericArrayType array) {
                add(array.getGenericComponentType());
            }
        }
    }

    @Test
    void everyExportedTypeAndMethodIsDocumented() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : exportedPackages()) {
            try (Stream<Path> sources = Files.list(SOURCES.resolve(name.replace('.', '/')))) {
                sources.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> missing = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Undocumented(docs, missing).scan(unit, null);
            }
        }
        assertThat(files).hasSizeGreaterThan(100);
        assertThat(missing).isEmpty();
    }

    /** Finds what users see of a source file and what nobody has described. */
    private static final class Undocumented extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final List<String> missing;

        Undocumented(DocTrees docs, List<String> missing) {
            this.docs = docs;
            this.missing = missing;
        }

        private boolean isVisible(ModifiersTree modifiers) {
            Set<javax.lang.model.element.Modifier> flags = modifiers.getFlags();
            TreePath parent = getCurrentPath().getParentPath();
            boolean inInterface = parent.getLeaf().getKind() == Tree.Kind.INTERFACE
                    || parent.getLeaf().getKind() == Tree.Kind.ANNOTATION_TYPE;
            return flags.contains(javax.lang.model.element.Modifier.PUBLIC)
                    || flags.contains(javax.lang.model.element.Modifier.PROTECTED)
                    || (inInterface && !flags.contains(javax.lang.model.element.Modifier.PRIVATE));
        }

        private void check(String name) {
            if (docs.getDocComment(getCurrentPath()) == null) {
                missing.add(
                        getCurrentPath().getCompilationUnit().getSourceFile().getName() + ": " + name);
            }
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (!isVisible(type.getModifiers())) {
                return null;
            }
            check(type.getSimpleName().toString());
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            // A record's own constructor is described by the record.
            boolean compact = method.getName().contentEquals("<init>")
                    && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
            if (isVisible(method.getModifiers()) && !overrides && !compact) {
                check(method.getName().toString());
            }
            return null;
        }
    }
}

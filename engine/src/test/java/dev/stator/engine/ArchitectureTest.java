package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the package descriptions of the engine promise about who imports whom. */
class ArchitectureTest {
    private static final String ROOT = "dev.stator.engine";
    private static final JavaClasses ALL = new ClassFileImporter().importPath(Path.of("target/classes"));

    /** Which rooms of the engine a room may import. The root may import all but the front, and none imports the root. */
    private static final Map<String, Set<String>> IMPORTS = Map.ofEntries(
            Map.entry("fault", Set.of()),
            Map.entry("store", Set.of()),
            Map.entry("item", Set.of("fault")),
            Map.entry("request", Set.of("fault", "item")),
            Map.entry("table", Set.of("fault", "request", "item", "store")),
            Map.entry("evaluate", Set.of("fault", "item")),
            Map.entry("partiql", Set.of("fault", "item", "table")),
            Map.entry("action", Set.of("fault", "store", "item", "request", "table", "evaluate", "partiql")),
            Map.entry("action.table", Set.of("fault", "store", "item", "request", "table", "action")),
            Map.entry("action.backup", Set.of("fault", "store", "item", "request", "table", "action", "action.table")),
            Map.entry("action.stream", Set.of("fault", "store", "item", "request", "table", "action")),
            Map.entry("http", Set.of()),
            Map.entry(
                    "",
                    Set.of(
                            "fault",
                            "store",
                            "item",
                            "request",
                            "table",
                            "evaluate",
                            "partiql",
                            "action",
                            "action.table",
                            "action.backup",
                            "action.stream")));

    /** Which packages of Stator outside the engine the rooms that stand alone may import. */
    private static final Map<String, Set<String>> OUTSIDE = Map.of(
            "store", Set.of("dev.stator.error"),
            "http", Set.of("dev.stator.transport", "dev.stator.error", "dev.stator.testing"),
            "fault", Set.of("dev.stator.internal.json", "dev.stator.expression"));

    /** Which rooms may use which libraries. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "java.sql", Set.of("store"),
            "org.sqlite", Set.of("store"),
            "org.pcollections", Set.of("store"),
            "org.apache.hc", Set.of("http"),
            "org.slf4j", Set.of("", "http"));

    private static boolean isEngine(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    private static String room(JavaClass type) {
        return type.getPackageName().equals(ROOT) ? "" : type.getPackageName().substring(ROOT.length() + 1);
    }

    private static Stream<Dependency> dependencies() {
        return ALL.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    @Test
    void roomsImportEachOtherInOneDirection() {
        List<String> against = dependencies()
                .filter(dependency -> isEngine(dependency.getTargetClass()))
                .filter(dependency -> {
                    String from = room(dependency.getOriginClass());
                    String to = room(dependency.getTargetClass());
                    return !from.equals(to) && !IMPORTS.get(from).contains(to);
                })
                .map(Dependency::getDescription)
                .toList();
        assertThat(against).isEmpty();
        assertThat(ALL.stream().map(ArchitectureTest::room).collect(Collectors.toSet()))
                .as("every room has its rule")
                .isEqualTo(IMPORTS.keySet());
    }

    @Test
    void theRoomsThatStandAloneKnowLittleOfTheRestOfStator() {
        List<Dependency> outside = dependencies()
                .filter(dependency -> OUTSIDE.containsKey(room(dependency.getOriginClass())))
                .filter(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("dev.stator")
                                && !isEngine(dependency.getTargetClass()))
                .toList();
        assertThat(outside).as("the rule sees imports at all").isNotEmpty();
        assertThat(outside.stream()
                        .filter(dependency -> !OUTSIDE.get(room(dependency.getOriginClass()))
                                .contains(dependency.getTargetClass().getPackageName()))
                        .map(Dependency::getDescription))
                .isEmpty();
    }

    @Test
    void librariesStayInTheirRooms() {
        List<Dependency> uses = dependencies()
                .filter(dependency -> LIBRARIES.keySet().stream()
                        .anyMatch(library ->
                                dependency.getTargetClass().getPackageName().startsWith(library)))
                .toList();
        assertThat(uses).as("the rule sees libraries at all").isNotEmpty();
        assertThat(uses.stream()
                        .filter(dependency -> LIBRARIES.entrySet().stream()
                                .anyMatch(library -> dependency
                                                .getTargetClass()
                                                .getPackageName()
                                                .startsWith(library.getKey())
                                        && !library.getValue().contains(room(dependency.getOriginClass()))))
                        .map(Dependency::getDescription))
                .isEmpty();
    }

    @Test
    void onlySqlitesClassesAndTheStoreOverThemTouchSqlite() {
        Set<String> users = dependencies()
                .filter(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("org.sqlite"))
                .map(dependency -> dependency.getOriginClass().getSimpleName())
                .collect(Collectors.toSet());
        assertThat(users).contains("SqliteConnection").allMatch(name -> name.startsWith("Sqlite"));
    }
}

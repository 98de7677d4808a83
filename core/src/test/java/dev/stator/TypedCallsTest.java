package dev.stator;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What does not fit the classes of a record does not compile; beside each refusal stands the call that does. */
class TypedCallsTest {
    private static final String HEAD = """
            import static dev.stator.expression.Path.attr;
            import static dev.stator.expression.Value.value;
            import dev.stator.Table;
            import java.time.Instant;
            import java.util.List;
            import java.util.Locale;
            import java.util.Map;
            import java.util.Optional;
            import java.util.OptionalInt;
            import java.util.Set;
            class Calls {
              enum Level { LOW, HIGH }
              record Place(String town, Optional<Integer> zip) {}
              record Thing(String id, int points, long total, boolean open, Instant at, Level level, Locale locale,
                  Place place, Optional<Place> other, Optional<String> text, Optional<Long> best, OptionalInt count,
                  Set<String> tags, List<Place> places, Map<String, Integer> marks) {}
              record ThingKey(String id) {}
              sealed interface Form permits Round, Square {}
              record Round(double radius) implements Form {}
              record Square(double side) implements Form {}
              record Drawing(String id, Form form) {}
              static Table<Form> forms() { throw new AssertionError(); }
            """.replace("\n  ", " ").stripTrailing();

    /** A call that compiles, and the same with a mistake. */
    private record Pair(String right, String wrong) {}

    private static final List<Pair> CONDITIONS = List.of(
            new Pair("attr(Thing::id).gt(\"x\")", "attr(Thing::id).gt(5)"),
            new Pair("attr(Thing::text).eq(\"x\")", "attr(Thing::text).eq(5)"),
            new Pair("attr(Thing::points).gt(5)", "attr(Thing::points).gt(\"x\")"),
            new Pair("attr(Thing::points).between(1, 5)", "attr(Thing::points).between(1, \"x\")"),
            new Pair("attr(Thing::points).in(1, 2)", "attr(Thing::points).in(1, \"x\")"),
            new Pair("attr(Thing::count).eq(5)", "attr(Thing::count).eq(\"x\")"),
            new Pair("attr(Thing::open).eq(true)", "attr(Thing::open).eq(\"true\")"),
            new Pair("attr(Thing::at).lt(Instant.EPOCH)", "attr(Thing::at).lt(\"1970\")"),
            new Pair("attr(Thing::level).eq(Level.LOW)", "attr(Thing::level).eq(\"LOW\")"),
            new Pair("attr(Thing::id).beginsWith(\"x\")", "attr(Thing::points).beginsWith(\"x\")"),
            new Pair("attr(Thing::text).beginsWith(\"x\")", "attr(Thing::best).beginsWith(\"x\")"),
            new Pair("attr(Thing::text).beginsWith(\"x\")", "attr(Thing::text).beginsWith(5)"),
            new Pair("attr(Thing::tags).contains(\"x\")", "attr(Thing::tags).contains(5)"),
            new Pair("attr(Thing::id).contains(\"x\")", "attr(Thing::points).contains(5)"),
            new Pair("attr(Thing::tags).size().gt(5)", "attr(Thing::tags).size().gt(\"x\")"),
            new Pair("attr(Thing::other).dot(Place::town).eq(\"x\")", "attr(Thing::other).dot(Place::town).eq(5)"),
            new Pair("attr(Thing::place).dot(Place::town).exists()", "attr(Thing::place).dot(Thing::id).exists()"),
            new Pair(
                    "attr(Thing::places).at(0).dot(Place::zip).lt(5)",
                    "attr(Thing::places).at(0).dot(Place::zip).lt(\"x\")"),
            new Pair("attr(Thing::marks).key(\"a\").ge(5)", "attr(Thing::marks).key(\"a\").ge(\"x\")"),
            new Pair("attr(Thing::places).at(0).exists()", "attr(Thing::tags).at(0).exists()"));

    private static final List<Pair> UPDATES = List.of(
            new Pair("set(Thing::id, \"x\")", "set(Thing::id, 5)"),
            new Pair("set(Thing::points, 5)", "set(Thing::points, \"x\")"),
            new Pair("set(Thing::points, 2)", "set(Thing::points, 2.5)"),
            new Pair("set(Thing::total, 5L)", "set(Thing::total, 5.0)"),
            new Pair("set(Thing::open, true)", "set(Thing::open, 1)"),
            new Pair("set(Thing::at, Instant.EPOCH)", "set(Thing::at, \"1970\")"),
            new Pair("set(Thing::level, Level.HIGH)", "set(Thing::level, \"HIGH\")"),
            new Pair("set(Thing::place, new Place(\"x\", Optional.empty()))", "set(Thing::place, \"x\")"),
            new Pair("set(Thing::other, new Place(\"x\", Optional.empty()))", "set(Thing::other, \"x\")"),
            new Pair("set(Thing::text, \"x\")", "set(Thing::text, 5)"),
            new Pair("set(Thing::text, null)", "set(Thing::text, Optional.empty())"),
            new Pair("set(Thing::best, 5L)", "set(Thing::best, \"x\")"),
            new Pair("set(Thing::tags, Set.of(\"x\"))", "set(Thing::tags, Set.of(5))"),
            new Pair("set(Thing::places, List.of())", "set(Thing::places, List.of(\"x\"))"),
            new Pair("set(Thing::marks, Map.of(\"a\", 1))", "set(Thing::marks, Map.of(\"a\", \"x\"))"),
            new Pair("set(attr(Thing::locale), Locale.ROOT)", "set(Thing::locale, \"x\")"),
            new Pair("set(attr(Thing::at), Instant.EPOCH)", "set(attr(Thing::at), \"1970\")"),
            new Pair("set(attr(Thing::points), 2)", "set(attr(Thing::points), 2.5)"),
            new Pair(
                    "set(attr(Thing::points), attr(Thing::points).plus(1))",
                    "set(attr(Thing::points), attr(Thing::id).plus(1))"),
            new Pair(
                    "set(attr(Thing::best), value(9).minus(attr(Thing::points)))",
                    "set(attr(Thing::best), attr(Thing::best).minus(\"x\"))"),
            new Pair("setIfAbsent(Thing::id, \"x\")", "setIfAbsent(Thing::id, 5)"),
            new Pair("setIfAbsent(Thing::best, 5L)", "setIfAbsent(Thing::best, \"x\")"),
            new Pair("setIfAbsent(attr(Thing::tags), Set.of(\"x\"))", "setIfAbsent(attr(Thing::tags), Set.of(5))"),
            new Pair("add(Thing::points, 5)", "add(Thing::points, 2.5)"),
            new Pair("add(Thing::best, 5L)", "add(Thing::text, 5L)"),
            new Pair("add(Thing::tags, Set.of(\"x\"))", "add(Thing::tags, Set.of(5))"),
            new Pair("add(attr(Thing::tags), Set.of(\"x\"))", "add(attr(Thing::tags), Set.of(5))"),
            new Pair("delete(Thing::tags, Set.of(\"x\"))", "delete(Thing::places, Set.of(\"x\"))"),
            new Pair("append(Thing::places, List.of())", "append(Thing::places, List.of(\"x\"))"),
            new Pair("prepend(attr(Thing::places), List.of())", "prepend(attr(Thing::tags), List.of())"),
            new Pair("remove(Thing::text)", "remove(Place::town)"));

    private static final List<Pair> KEYS = List.of(
            new Pair("get(new ThingKey(\"x\"))", "get(\"x\")"),
            new Pair("get(new ThingKey(\"y\"))", "get(new Place(\"x\", Optional.empty()))"),
            new Pair("update(new ThingKey(\"x\")).set(Thing::points, 1)", "update(\"x\").set(Thing::points, 1)"),
            new Pair("delete(new ThingKey(\"x\"))", "delete(\"x\", 5)"),
            new Pair("check(new ThingKey(\"x\"))", "check(5)"));

    private static final List<Pair> CLASSES = List.of(
            new Pair("forms().of(Round.class)", "forms().of(Place.class)"),
            new Pair("forms().of(Round.class).put(new Round(1))", "forms().of(Round.class).put(new Square(1))"),
            new Pair("forms().put(new Square(1))", "forms().put(new Place(\"x\", Optional.empty()))"),
            new Pair(
                    "attr(Drawing::form).as(Round.class).dot(Round::radius).gt(1.0)",
                    "attr(Drawing::form).as(Round.class).dot(Square::side).gt(1.0)"),
            new Pair("attr(Drawing::form).as(Square.class).exists()", "attr(Drawing::form).as(Place.class).exists()"));

    @Test
    void aKeyOfAnotherClassOrAClassOfAnotherTableDoesNotCompile() {
        List<String> lines = new ArrayList<>();
        Set<String> mistakes = new TreeSet<>();
        for (Pair pair : KEYS) {
            lines.add("var x = t.keyedBy(ThingKey.class)." + pair.right + ";");
            mistakes.add("var x = t.keyedBy(ThingKey.class)." + pair.wrong + ";");
        }
        for (Pair pair : CLASSES) {
            lines.add("var x = " + pair.right + ";");
            mistakes.add("var x = " + pair.wrong + ";");
        }
        lines.addAll(mistakes);

        assertThat(refused(lines)).containsExactlyElementsOf(mistakes);
    }

    @Test
    void aMistakeOfClassDoesNotCompile() {
        List<String> lines = new ArrayList<>();
        Set<String> mistakes = new TreeSet<>();
        for (Pair pair : CONDITIONS) {
            lines.add("var x = " + pair.right + ";");
            mistakes.add("var x = " + pair.wrong + ";");
        }
        for (Pair pair : UPDATES) {
            lines.add("var x = t.update(\"k\")." + pair.right + ";");
            mistakes.add("var x = t.update(\"k\")." + pair.wrong + ";");
        }
        lines.addAll(mistakes);

        assertThat(refused(lines)).containsExactlyElementsOf(mistakes);
    }

    /** The lines in which the compiler finds something wrong. */
    private static Set<String> refused(List<String> lines) {
        List<String> source = new ArrayList<>(HEAD.lines().toList());
        int first = source.size();
        for (String line : lines) {
            source.add("void m" + source.size() + "(Table<Thing> t) { " + line + " }");
        }
        source.add("}");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Calls.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source.stream().collect(joining("\n"));
            }
        };
        List<String> options = List.of("-proc:none", "-Xmaxerrs", "1000", "-classpath", classPath());
        compiler.getTask(null, null, found, options, null, List.of(file)).call();
        Set<String> refused = new TreeSet<>();
        for (var diagnostic : found.getDiagnostics()) {
            if (diagnostic.getKind() == javax.tools.Diagnostic.Kind.ERROR) {
                int line = (int) diagnostic.getLineNumber() - 1 - first;
                assertThat(line).as(diagnostic.getMessage(Locale.ROOT)).isBetween(0, lines.size() - 1);
                refused.add(lines.get(line));
            }
        }
        return refused;
    }

    private static String classPath() {
        return URI.create(Table.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString())
                .getPath();
    }
}

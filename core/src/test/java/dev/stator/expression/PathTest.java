package dev.stator.expression;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.expression.User.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {
    @Test
    void aMethodReferenceNamesItsAccessor() {
        assertThat(attr(User::email).segments()).containsExactly(new Segment.Component(User.class, "email"));
    }

    @Test
    void theSameCallSiteGivesTheSamePathEachTime() {
        List<StringPath> paths = List.of(name(), name());

        assertThat(paths.get(0)).isEqualTo(paths.get(1)).isEqualTo(attr(User::name));
    }

    private static StringPath name() {
        return attr(User::name);
    }

    @Test
    void theCompilerPicksThePathClassOfTheComponent() {
        StringPath string = attr(User::name);
        NumberPath<Integer> number = attr(User::points);
        NumberPath<Long> optional = attr(User::best);
        SetPath<String> set = attr(User::tags);
        ListPath<Instant> list = attr(User::visits);
        MapPath<Integer> map = attr(User::settings);
        Path<Instant> other = attr(User::joined);
        AnyPath any = attr("whatever");

        assertThat(List.of(string, number, optional, set, list, map, other, any))
                .map(Path::toString)
                .containsExactly("name", "points", "best", "tags", "visits", "settings", "joined", "whatever");
    }

    @Test
    void nestedRecordsListsAndMapsAreFollowed() {
        StringPath inOptional = attr(User::address).dot(Address::city);
        StringPath inList = attr(User::homes).at(1).dot(Address::city);
        Path<List<String>> deeper = attr(User::address).dot(Address::lines);
        Path<Integer> inMap = attr(User::settings).key("volume.max");

        assertThat(List.of(inOptional, inList, deeper, inMap))
                .map(Path::toString)
                .containsExactly("address.city", "homes[1].city", "address.lines", "settings.`volume.max`");
    }

    record Sparse(
            Optional<String> text,
            Optional<BigDecimal> number,
            OptionalInt count,
            OptionalLong total,
            OptionalDouble share,
            Optional<Set<Integer>> set,
            Optional<List<String>> list,
            Optional<Map<String, Sparse>> map,
            Map<String, List<String>> lists,
            List<Map<String, Integer>> maps) {}

    @Test
    void whatMayBeMissingHasTheSameOperations() {
        StringPath text = attr(Sparse::text);
        NumberPath<BigDecimal> number = attr(Sparse::number);
        NumberPath<Integer> count = attr(Sparse::count);
        NumberPath<Long> total = attr(Sparse::total);
        NumberPath<Double> share = attr(Sparse::share);
        SetPath<Integer> set = attr(Sparse::set);
        ListPath<String> list = attr(Sparse::list);
        MapPath<Sparse> map = attr(Sparse::map);

        assertThat(List.of(
                        map.key("k").dot(Sparse::text).beginsWith("x"),
                        map.key("k").dot(Sparse::number).lt(number),
                        map.key("k").dot(Sparse::count).eq(count),
                        map.key("k").dot(Sparse::total).eq(total),
                        map.key("k").dot(Sparse::share).eq(share),
                        map.key("k").dot(Sparse::set).contains(5),
                        map.key("k").dot(Sparse::list).contains(text),
                        map.key("k").dot(Sparse::map).key("j").exists(),
                        set.contains(count),
                        list.at(0).eq("x")))
                .map(Condition::toString)
                .containsExactly(
                        "begins_with(map.k.text, \"x\")",
                        "map.k.number < number",
                        "map.k.count = count",
                        "map.k.total = total",
                        "map.k.share = share",
                        "contains(map.k.set, 5)",
                        "contains(map.k.list, text)",
                        "attribute_exists(map.k.map.j)",
                        "contains(set, count)",
                        "list[0] = \"x\"");
    }

    @Test
    void anElementOrEntryCanBeGivenTheOperationsOfItsClass() {
        StringPath string = StringPath.of(attr(Sparse::list).at(0));
        ListPath<String> list = ListPath.of(attr(Sparse::lists).key("a"));
        MapPath<Integer> map = MapPath.of(attr(Sparse::maps).at(1));
        NumberPath<Integer> number = NumberPath.of(map.key("n"));
        SetPath<Integer> set = SetPath.of(attr(Sparse::set));

        assertThat(List.of(
                        string.beginsWith(attr(Sparse::text)),
                        StringPath.of(list.at(2)).contains(attr(Sparse::text)),
                        number.lt(set.size())))
                .map(Condition::toString)
                .containsExactly("begins_with(list[0], text)", "contains(lists.a[2], text)", "maps[1].n < size(set)");
    }

    @Test
    void aNameIsNeverSplitAndAParsedTextIs() {
        assertThat(attr("a.b[0]").segments()).containsExactly(new Segment.Name("a.b[0]"));
        assertThat(Path.parse("a.b[0][1].c"))
                .isEqualTo(attr("a").dot("b").at(0).at(1).dot("c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", "a..b", "[0]", "a[", "a[]", "a[x]", "a[-1]", "a[0]b", "a[99999999999]"})
    void aMalformedPathTextIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Path.parse(text));
    }

    @Test
    void aLambdaIsRefusedBecauseItHasNoName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr((User user) -> user.joined()))
                .withMessageContaining("method reference")
                .withMessageContaining("attr(\"email\")");
    }

    @Test
    void aReferenceToAMethodOfOneObjectIsRefused() {
        Address home = new Address("Paris", "75001", Optional.empty());
        Getter<Object, Boolean> bound = home::equals;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr(bound))
                .withMessageContaining("method reference to an accessor");
    }

    @Test
    void anObjectThatImplementsAGetterIsRefused() {
        record Fixed() implements Getter<User, String> {
            @Override
            public String get(User owner) {
                return owner.name();
            }
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr(new Fixed()))
                .withMessageContaining("method reference");
    }

    @Test
    void anyOpensAllOperations() {
        assertThat(attr(User::best).any().plus(1)).hasToString("best + 1");
    }
}

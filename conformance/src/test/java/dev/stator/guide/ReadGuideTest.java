package dev.stator.guide;

import static dev.stator.expression.KeyCondition.beginsWith;
import static dev.stator.expression.Path.attr;
import static dev.stator.expression.Value.param;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.ExpressionText;
import dev.stator.Measured;
import dev.stator.Page;
import dev.stator.Pages;
import dev.stator.Query;
import dev.stator.Results;
import dev.stator.Scan;
import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.engine.Engine;
import dev.stator.expression.Condition;
import dev.stator.value.Item;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page about reading. */
class ReadGuideTest {
    record Song(
            @PartitionKey String artist,
            @SortKey String title,
            @IndexPartitionKey("by-genre") String genre,
            int seconds,
            Set<String> tags,
            Optional<Label> label) {}

    record Label(String name, String city) {}

    // region summary
    record Summary(String artist, String title) {}
    // endregion

    private final Stator db = Stator.builder()
            .transport(Engine.inMemory())
            .region("local")
            .cursorSecret("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8))
            .build();
    private final Table<Song> songs = db.table("songs", Song.class);

    @BeforeEach
    void fill() {
        songs.create().execute();
        List<Song> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(new Song(
                    "Ann",
                    "Song %02d".formatted(i),
                    i % 3 == 0 ? "jazz" : "folk",
                    100 + i,
                    i == 7 ? Set.of("live") : Set.of(),
                    i == 8 ? Optional.of(new Label("Blue", "Paris")) : Optional.empty()));
        }
        songs.putAll(all).execute();
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void gets() {
        // region get
        Optional<Song> found = songs.get("Ann", "Song 07").execute();
        Song there = songs.get("Ann", "Song 07").consistent().orThrow().execute();
        Optional<Summary> part = songs.get("Ann", "Song 07").as(Summary.class).execute();
        CompletableFuture<Optional<Song>> later = songs.get("Ann", "Song 07").executeAsync();
        // endregion
        assertThat(found).contains(there);
        assertThat(part).contains(new Summary("Ann", "Song 07"));
        assertThat(later.join()).contains(there);
    }

    @Test
    void queries() {
        // region query
        Query<Song> query = songs.query("Ann")
                .sortKey(beginsWith("Song 0"))
                .newestFirst()
                .where(attr(Song::seconds)
                        .gt(103)
                        .and(attr(Song::tags).contains("live").not()))
                .limit(5);

        for (Song song : query) { // a page at a time, as it is needed
            System.out.println(song.title());
        }
        List<Song> all = query.execute(); // or executeAsync(), or stream()
        Optional<Song> first = query.first().execute();
        long count = query.count().execute();
        // endregion
        assertThat(all).extracting(Song::title).containsExactly("Song 09", "Song 08", "Song 06", "Song 05", "Song 04");
        assertThat(first).contains(all.get(0));
        assertThat(count).isEqualTo(5);
    }

    @Test
    void conditionsAreValues() {
        // region conditions
        Condition live = attr(Song::tags).contains("live");
        Condition fromParis = attr(Song::label).dot(Label::city).eq("Paris");
        Condition longer = attr(Song::seconds).gt(param("min")); // to be filled in
        Condition any = Condition.any(live, fromParis, longer.with(Map.of("min", 128)));
        Condition text = ExpressionText.condition("size(tags) > :n", Map.of(":n", 0));
        // endregion
        assertThat(songs.query("Ann").where(any).execute())
                .extracting(Song::title)
                .containsExactly("Song 07", "Song 08", "Song 29");
        assertThat(songs.scan().where(text).execute()).extracting(Song::title).containsExactly("Song 07");
    }

    @Test
    void indexes() {
        // region index
        List<Song> jazz = songs.index("by-genre").query("jazz").execute();
        Map<String, Long> perGenre = songs.scan().countBy(Song::genre).execute();
        // endregion
        assertThat(jazz).hasSize(10);
        assertThat(perGenre).isEqualTo(Map.of("jazz", 10L, "folk", 20L));
    }

    @Test
    void pages() {
        // region pages
        Query<Song> byTen = songs.query("Ann").limit(10);
        Page<Song> page = byTen.page().execute();
        String cursor = page.cursor().orElseThrow(); // safe in a URL; nobody without the secret reads or makes one
        Page<Song> next = byTen.after(cursor).page().execute();
        // endregion
        assertThat(page.items()).hasSize(10);
        assertThat(next.items().get(0).title()).isEqualTo("Song 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> byTen.after("x" + cursor).page().execute());

        // region resume
        Results<Song> results = songs.scan().iterator();
        Song seen = results.next();
        String here = results.cursor().orElseThrow(); // behind this song, in the middle of a page
        List<Song> rest = songs.scan().after(here).execute();
        // endregion
        assertThat(seen.title()).isEqualTo("Song 00");
        assertThat(rest).hasSize(29);
    }

    @Test
    void manyAtOnce() {
        // region parallel
        Scan<Song> scan = songs.scan().parallel(4, 2); // four segments, two at once
        Set<String> titles = scan.stream().map(Song::title).collect(Collectors.toSet());
        List<Song> slowly =
                songs.scan().unitsPerSecond(500).within(Duration.ofMinutes(5)).execute();
        Pages<Song> pages = songs.scan().pageSize(100).pages(); // an Iterable, and a Flow.Publisher
        // endregion
        assertThat(titles).hasSize(30);
        assertThat(slowly).hasSize(30);
        assertThat(pages.stream().mapToInt(page -> page.items().size()).sum()).isEqualTo(30);
    }

    @Test
    void costs() {
        // region cost
        System.out.println(songs.index("by-genre").query("jazz").explain()); // sends nothing
        Measured<List<Song>> measured = songs.query("Ann").measured().execute();
        // endregion
        assertThat(measured.value()).hasSize(30);
        assertThat(measured.capacity().total()).isPositive();
        assertThat(songs.index("by-genre").query("jazz").explain().toString()).contains("by-genre");
    }

    @Test
    void items() {
        // region select
        List<Item> parts = songs.query("Ann")
                .select(attr(Song::title), attr(Song::label).dot(Label::name))
                .execute();
        // endregion
        assertThat(parts).hasSize(30).contains(Item.of("title", "Song 07"));
    }
}

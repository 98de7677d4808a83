package dev.stator.conformance.fault;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.BatchIncompleteException;
import dev.stator.Call;
import dev.stator.FoundItems;
import dev.stator.FullResult;
import dev.stator.Get;
import dev.stator.Page;
import dev.stator.Results;
import dev.stator.Scan;
import dev.stator.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of reads of a run: each gives what there is, and changes nothing. */
final class Reads {
    /** How often one that is broken off goes on. */
    private static final int TRIES = 12;

    private final Run run;
    private final SplittableRandom random;
    private final Changes changes;
    private final Table<Account> accounts;

    Reads(Run run) {
        this.run = run;
        this.random = run.random;
        this.changes = run.changes;
        this.accounts = World.accounts(run.db);
    }

    void next() {
        switch (random.nextInt(9)) {
            case 0 -> batchGet();
            case 1 -> transactGet();
            case 2 -> get();
            case 3 -> scan();
            case 4 -> byCursors();
            case 5 -> byTokens();
            case 6 -> iterated();
            case 7 -> published();
            default -> segments();
        }
    }

    private List<Get<Account>> someGets() {
        return changes.accountIds().stream().map(id -> accounts.get(id)).toList();
    }

    private void batchGet() {
        List<Get<Account>> gets = someGets();
        Ending ending =
                run.perform("batch get of " + gets.size(), run.db.batchGet(gets).atOnce(1 + random.nextInt(3)));
        isRead(ending);
        Set<Call<?>> left = Set.of();
        FoundItems found = (FoundItems) ending.value();
        if (ending.failure().isPresent()) {
            BatchIncompleteException incomplete =
                    (BatchIncompleteException) ending.failure().get();
            found = incomplete.found();
            left = new HashSet<>(incomplete.unprocessed());
        }
        Set<String> open = left.stream().map(Reads::idOfGet).collect(Collectors.toSet());
        for (Get<Account> get : gets) {
            String id = idOfGet(get);
            if (!open.contains(id)) {
                assertThat(found.of(get)).isEqualTo(run.world().account(id));
            }
        }
    }

    private static String idOfGet(Call<?> get) {
        return ((Get<?>) get).key().string("id").orElseThrow();
    }

    private void transactGet() {
        List<Get<Account>> gets = List.of(accounts.get("a1"), accounts.get("a2"), accounts.get("a3"));
        Ending ending = run.perform("transactional get", run.db.transactGet(gets));
        isRead(ending);
        if (ending.value() instanceof FoundItems found) {
            for (Get<Account> get : gets) {
                assertThat(found.of(get)).isEqualTo(run.world().account(idOfGet(get)));
            }
        }
    }

    private void get() {
        String id = changes.accountId();
        Ending ending = run.perform("get " + id, accounts.get(id));
        isRead(ending);
        if (ending.failure().isEmpty()) {
            assertThat(ending.value()).isEqualTo(run.world().account(id));
        }
    }

    private void scan() {
        Ending ending = run.perform("scan", scanned(accounts.scan()));
        isRead(ending);
        if (ending.value() instanceof List<?> found) {
            cameOnce(List.copyOf(found), wanted(0), true);
        }
    }

    private void isRead(Ending ending) {
        run.unchanged("a read changes nothing");
        appliesNothing(ending);
    }

    /** The same scan with pages of another size, and sometimes in parallel. */
    <T> Scan<T> scanned(Scan<T> scan) {
        Scan<T> paged = paged(scan);
        return random.nextBoolean() ? paged : paged.parallel(1 + random.nextInt(4), 1 + random.nextInt(3));
    }

    private <T> Scan<T> paged(Scan<T> scan) {
        return scan.pageSize(1 + random.nextInt(random.nextBoolean() ? 4 : 40));
    }

    private Scan<Account> atLeast(int points) {
        Scan<Account> all = accounts.scan();
        return points == 0 ? all : all.where(attr(Account::points).ge(points));
    }

    private List<Account> wanted(int points) {
        return run.world().accounts().values().stream()
                .filter(account -> account.points() >= points)
                .toList();
    }

    private int somePoints() {
        return random.nextBoolean() ? 0 : changes.number() / 2;
    }

    /** Each item came once, and all of them did if nothing kept the read from its end. */
    private void cameOnce(List<Object> found, List<Account> wanted, boolean atEnd) {
        run.unchanged("a read changes nothing");
        assertThat(found).doesNotHaveDuplicates();
        assertThat(wanted).containsAll(found.stream().map(Account.class::cast).toList());
        if (atEnd) {
            assertThat(found).hasSameSizeAs(wanted);
        }
    }

    private static void appliesNothing(Ending ending) {
        ending.failure()
                .ifPresent(failure -> assertThat(failure.mayHaveApplied())
                        .as("a read applies nothing: " + failure)
                        .isFalse());
    }

    /** Page by page, each of another size, with the cursor between; what is broken off is asked for again. */
    private void byCursors() {
        int points = somePoints();
        Scan<Account> scan = scanned(atLeast(points));
        List<Object> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        boolean atEnd = false;
        for (int i = 0; i < TRIES && !atEnd; i++) {
            Scan<Account> rest = cursor.map(scan::after).orElse(scan);
            int limit = 1 + random.nextInt(6);
            boolean whole = random.nextInt(4) == 0;
            Ending ending = run.perform(
                    "page from " + cursor,
                    whole ? rest.page() : rest.limit(limit).page());
            appliesNothing(ending);
            if (ending.value() instanceof Page<?> page) {
                assertThat(whole || page.items().size() <= limit).isTrue();
                found.addAll(page.items());
                cursor = page.cursor();
                atEnd = cursor.isEmpty();
            }
        }
        cameOnce(found, wanted(points), atEnd);
    }

    /** The same with boto3's tokens, pages of any size, and cut anywhere. */
    private void byTokens() {
        int points = somePoints();
        List<Object> found = new ArrayList<>();
        Optional<String> token = Optional.empty();
        boolean atEnd = false;
        for (int i = 0; i < TRIES && !atEnd; i++) {
            int limit = 1 + random.nextInt(8);
            Scan<Account> scan = paged(atLeast(points)).limit(limit);
            Ending ending = run.perform(
                    "result from " + token, token.map(scan::fullResult).orElseGet(scan::fullResult));
            appliesNothing(ending);
            if (ending.value() instanceof FullResult<?> result) {
                assertThat(result.items()).hasSizeLessThanOrEqualTo(limit);
                assertThat(result.count()).isEqualTo(result.items().size());
                found.addAll(result.items());
                token = result.nextToken();
                atEnd = token.isEmpty();
            }
        }
        cameOnce(found, wanted(points), atEnd);
    }

    /** Item by item; what is broken off goes on with the same iterator, or with another one behind the last item. */
    private void iterated() {
        int points = somePoints();
        Scan<Account> scan = scanned(atLeast(points));
        List<Object> found = new ArrayList<>();
        Results<Account> results = scan.iterator();
        boolean atEnd = false;
        for (int i = 0; i < TRIES && !atEnd; i++) {
            Results<Account> way = results;
            int most = 1 + random.nextInt(10);
            Ending ending = run.perform("up to " + most + " items", () -> {
                int taken = 0;
                while (taken++ < most && way.hasNext()) {
                    found.add(way.next());
                }
                return taken <= most;
            });
            appliesNothing(ending);
            atEnd = Boolean.TRUE.equals(ending.value());
            Optional<String> cursor = results.cursor();
            if (!atEnd && random.nextBoolean() && (cursor.isPresent() || found.isEmpty())) {
                results = cursor.map(scan::after).orElse(scan).iterator();
            }
        }
        cameOnce(found, wanted(points), atEnd);
    }

    /** Page by page as a subscriber asks for them; what is broken off is subscribed to again behind the last page that came. */
    private void published() {
        int points = somePoints();
        Scan<Account> scan = scanned(atLeast(points));
        List<Object> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        boolean atEnd = false;
        for (int i = 0; i < TRIES && !atEnd; i++) {
            Collector pages = new Collector(1 + random.nextInt(3));
            cursor.map(scan::after).orElse(scan).pages().subscribe(pages);
            Ending ending = run.perform("pages from " + cursor, pages.end::join);
            appliesNothing(ending);
            for (Page<Account> page : pages.came) {
                found.addAll(page.items());
                cursor = page.cursor();
            }
            atEnd = ending.failure().isEmpty();
        }
        cameOnce(found, wanted(points), atEnd);
    }

    /** Takes pages, a few at a time. */
    private static final class Collector implements Flow.Subscriber<Page<Account>> {
        private final int few;
        private final List<Page<Account>> came = new ArrayList<>();
        private final CompletableFuture<Boolean> end = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        Collector(int few) {
            this.few = few;
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            begun.request(few);
        }

        @Override
        public void onNext(Page<Account> page) {
            came.add(page);
            if (came.size() % few == 0) {
                Objects.requireNonNull(subscription).request(few);
            }
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(true);
        }
    }

    /** Each part by itself, as other programs read them side by side. */
    private void segments() {
        int segments = 1 + random.nextInt(4);
        List<Object> found = new ArrayList<>();
        boolean all = true;
        for (int segment = 0; segment < segments; segment++) {
            Ending ending = run.perform(
                    "segment " + segment + " of " + segments,
                    paged(accounts.scan()).segment(segment, segments));
            appliesNothing(ending);
            if (ending.value() instanceof List<?> part) {
                found.addAll(part);
            } else {
                all = false;
            }
        }
        cameOnce(found, wanted(0), all);
    }
}

package dev.stator.conformance.fault;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.BatchAction;
import dev.stator.BatchIncompleteException;
import dev.stator.BatchWriter;
import dev.stator.Call;
import dev.stator.ClaimedUniques;
import dev.stator.ClaimedUniques.Unclaimed;
import dev.stator.Committed;
import dev.stator.Deleted;
import dev.stator.NumberRange;
import dev.stator.Put;
import dev.stator.Scan;
import dev.stator.Table;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.StaleVersionException;
import dev.stator.error.StatorException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The kinds of calls of a run, and what is held of each. */
final class Deeds {
    private final Run run;
    private final SplittableRandom random;
    private final Changes changes;
    private final Table<Account> accounts;
    private final Reads reads;

    Deeds(Run run) {
        this.run = run;
        this.random = run.random;
        this.changes = run.changes;
        this.accounts = World.accounts(run.db);
        this.reads = new Reads(run);
    }

    void next() {
        switch (random.nextInt(20)) {
            case 0, 1 -> transaction();
            case 2 -> batchWrite();
            case 3 -> batchWriter();
            case 4 -> upsertAll();
            case 5 -> deleteAll();
            case 6 -> clear();
            case 7, 8, 9, 10, 11 -> reads.next();
            case 12, 13 -> numbers();
            case 14 -> claim();
            default -> single();
        }
    }

    private void single() {
        Change change = changes.next(run.world());
        run.othersMayCount();
        Ending ending = run.perform(change.toString(), Objects.requireNonNull(change.call()));
        allOrNothing(List.of(change), ending);
    }

    private void transaction() {
        Map<String, Change> parts = new HashMap<>();
        Set<String> claims = new HashSet<>();
        int wanted = 1 + random.nextInt(5);
        while (parts.size() < wanted) {
            Change change = random.nextInt(6) == 0 ? changes.check() : changes.next(run.world());
            if (change.action() != null
                    && !parts.containsKey(change.key())
                    && change.claims().map(claims::add).orElse(true)) {
                parts.put(change.key(), change);
            }
        }
        List<Change> all = List.copyOf(parts.values());
        run.othersMayCount();
        Ending ending = run.perform(
                "transaction of " + all,
                run.db.transact(all.stream().map(Change::action).toList()).retryingConflicts(random.nextInt(3)));
        allOrNothing(all, ending);
    }

    /** What is done in one step is done wholly when it succeeds, and not at all when it surely failed. */
    private void allOrNothing(List<Change> parts, Ending ending) {
        World before = run.world();
        int others = run.countedByOthers();
        boolean allowed = false;
        // What others did meanwhile came before it or after it.
        Map<World, World> possible = new LinkedHashMap<>();
        for (int i = 0; i <= others; i++) {
            World start = before.counting(i);
            World after = start;
            for (Change part : parts) {
                after = part.effect().apply(after);
            }
            if (parts.stream().allMatch(part -> part.allowed().test(start)) && after.isSound()) {
                allowed = true;
                possible.putIfAbsent(after.counting(others - i), start);
            }
        }
        World now = run.look();
        StatorException failure = ending.failure().orElse(null);
        if (failure == null) {
            assertThat(allowed).as("done only if the conditions hold: " + parts).isTrue();
            assertThat(now).as("done: " + parts).isIn(possible.keySet());
            if (parts.size() == 1 && parts.get(0).call() != null) {
                parts.get(0)
                        .result()
                        .apply(Objects.requireNonNull(possible.get(now)))
                        .ifPresent(result -> given(result, ending));
            }
        } else if (!failure.mayHaveApplied()) {
            assertThat(now).as("not done: " + parts).isEqualTo(before.counting(others));
            if (isRefusal(failure) && others == 0) {
                assertThat(allowed)
                        .as("refused only if a condition does not hold: " + parts)
                        .isFalse();
            }
        } else if (!now.equals(before.counting(others))) {
            assertThat(now).as("done once or not at all: " + parts).isIn(possible.keySet());
        }
    }

    /** A transaction of one action gives something else than the action. */
    private static void given(Object result, Ending ending) {
        if (!(ending.value() instanceof Committed)) {
            assertThat(ending.value()).isEqualTo(result);
        }
    }

    /** Numbers that follow each other; some are left out only if a request that took some may have got no reply. */
    private void numbers() {
        int count = 1 + random.nextInt(3);
        World before = run.world();
        int struck = run.faultsSoFar();
        Ending ending =
                run.perform("next " + count, World.members(run.db).counter().next(count));
        World now = run.look();
        long taken = now.counted() - before.counted();
        assertThat(now).as("numbers alone are taken").isEqualTo(before.counting(taken));
        assertThat(taken % count).as("whole ranges are taken").isZero();
        if (ending.value() instanceof NumberRange range) {
            assertThat(range).isEqualTo(new NumberRange(now.counted() - count + 1, now.counted()));
            assertThat(taken).isGreaterThanOrEqualTo(count);
            if (run.faultsSoFar() == struck) {
                assertThat(taken).as("no number is left out").isEqualTo(count);
            }
        } else if (!ending.failure().orElseThrow().mayHaveApplied()) {
            assertThat(taken).as("surely not done").isZero();
        }
    }

    private static boolean isRefusal(StatorException failure) {
        return failure instanceof ConditionFailedException
                || failure instanceof StaleVersionException
                || (failure instanceof TransactionCanceledException cancelled
                        && cancelled.reasons().stream()
                                .anyMatch(reason -> reason.code().equals("ConditionalCheckFailed")));
    }

    private List<Account> someAccounts() {
        return changes.accountIds().stream().map(changes::account).toList();
    }

    /** Writes and the account that each leaves, if any. */
    private Map<Call<?>, Optional<Account>> writes() {
        Map<Call<?>, Optional<Account>> writes = new LinkedHashMap<>();
        for (Account account : someAccounts()) {
            if (random.nextInt(4) == 0) {
                writes.put(accounts.delete(account.id()), Optional.empty());
            } else {
                writes.put(accounts.put(account), Optional.of(account));
            }
        }
        return writes;
    }

    private static String idOf(Call<?> write) {
        return write instanceof Put<?> put
                ? ((Account) put.item()).id()
                : ((dev.stator.Delete<?>) write).key().string("id").orElseThrow();
    }

    /** Writes that were sent together, of several on one item the last, and how that ended. */
    private record Sent(Map<String, Call<?>> writes, Ending ending) {}

    private static Map<String, Call<?>> lastOfEach(Iterable<Call<?>> writes) {
        Map<String, Call<?>> last = new HashMap<>();
        writes.forEach(write -> last.put(idOf(write), write));
        return last;
    }

    private void batchWrite() {
        Map<Call<?>, Optional<Account>> writes = writes();
        List<BatchAction> actions =
                writes.keySet().stream().map(BatchAction.class::cast).toList();
        Ending ending = run.perform(
                "batch of " + writes.size(), run.db.batchWrite(actions).atOnce(1 + random.nextInt(3)));
        gathered(writes, List.of(new Sent(lastOfEach(writes.keySet()), ending)));
    }

    private void batchWriter() {
        Map<Call<?>, Optional<Account>> writes = writes();
        List<Sent> sent = new ArrayList<>();
        List<Call<?>> waiting = new ArrayList<>();
        try (BatchWriter writer = run.db.batchWriter()) {
            for (Call<?> write : writes.keySet()) {
                waiting.add(write);
                writer.offer((BatchAction) write).ifPresent(full -> {
                    sent.add(new Sent(lastOfEach(waiting), run.perform("full writer", full)));
                    waiting.clear();
                });
            }
            sent.add(new Sent(lastOfEach(waiting), run.perform("rest of the writer", writer.rest())));
        }
        gathered(writes, sent);
    }

    /** Each write that is not told as undone was done. */
    private void gathered(Map<Call<?>, Optional<Account>> writes, List<Sent> sent) {
        World before = run.world();
        Map<String, Set<Optional<Account>>> possible = new HashMap<>();
        for (Sent together : sent) {
            StatorException failure = together.ending().failure().orElse(null);
            List<Call<?>> left =
                    failure instanceof BatchIncompleteException incomplete ? incomplete.unprocessed() : List.of();
            assertThat(failure == null || !left.isEmpty())
                    .as("an incomplete batch has something left")
                    .isTrue();
            assertThat(together.writes().values())
                    .as("the caller's own requests")
                    .containsAll(left);
            together.writes().forEach((id, write) -> {
                Set<Optional<Account>> states =
                        possible.computeIfAbsent(id, any -> new HashSet<>(Set.of(before.account(id))));
                if (!left.contains(write)) {
                    states.clear();
                }
                if (failure == null || failure.mayHaveApplied()) {
                    states.add(Objects.requireNonNull(writes.get(write)));
                } else {
                    assertThat(states)
                            .as("either something was done, or it may have been")
                            .isNotEmpty();
                }
            });
        }
        holds(before, possible);
    }

    /** Holds that each account is in one of its possible states, and that all others are as before. */
    private void holds(World before, Map<String, Set<Optional<Account>>> possible) {
        World now = run.look();
        World expected = before;
        for (Map.Entry<String, Set<Optional<Account>>> entry : possible.entrySet()) {
            String id = entry.getKey();
            assertThat(now.account(id)).as(id).isIn(entry.getValue());
            expected = expected.withAccount(id, now.account(id));
        }
        assertThat(now).as("all else is as before").isEqualTo(expected);
    }

    private void upsertAll() {
        List<Account> all = someAccounts();
        World before = run.world();
        Ending ending = run.perform("upsert of " + all.size(), accounts.upsertAll(all));
        World model = before;
        List<Account> results = new ArrayList<>();
        for (Account account : all) {
            Account after = Changes.upserted(model, account);
            results.add(after);
            model = model.withAccount(account.id(), Optional.of(after));
        }
        if (ending.failure().isEmpty()) {
            assertThat(run.look()).isEqualTo(model);
            assertThat(ending.value()).isEqualTo(results);
            return;
        }
        BatchIncompleteException incomplete =
                (BatchIncompleteException) ending.failure().get();
        Map<Account, List<StatorException>> left = new HashMap<>();
        for (Call<?> call : incomplete.unprocessed()) {
            List<StatorException> failures =
                    left.computeIfAbsent((Account) ((dev.stator.Upsert<?>) call).item(), any -> new ArrayList<>());
            incomplete.failureOf(call).ifPresent(failures::add);
        }
        Map<String, Set<Optional<Account>>> possible = new HashMap<>();
        for (Account account : all) {
            String id = account.id();
            Set<Optional<Account>> states =
                    possible.computeIfAbsent(id, any -> new HashSet<>(Set.of(before.account(id))));
            Set<Optional<Account>> after = states.stream()
                    .map(state -> Optional.of(state.map(account::over).orElse(account)))
                    .collect(Collectors.toSet());
            if (!left.containsKey(account)) {
                states.clear();
                states.addAll(after);
            } else if (Collections.frequency(all, account) > 1
                    || left.get(account).stream().anyMatch(StatorException::mayHaveApplied)) {
                states.addAll(after);
            }
        }
        holds(before, possible);
        if (!incomplete.mayHaveApplied()) {
            assertThat(run.world()).isEqualTo(before);
        }
    }

    private void deleteAll() {
        List<String> ids = changes.accountIds().stream().distinct().limit(9).toList();
        World before = run.world();
        Ending ending = run.perform("delete of " + ids, accounts.deleteAll(ids).atOnce(1 + random.nextInt(4)));
        List<?> results = ending.failure().isEmpty()
                ? (List<?>) ending.value()
                : ended(ids, (BatchIncompleteException) ending.failure().get());
        Map<String, Set<Optional<Account>>> possible = new HashMap<>();
        int i = 0;
        for (Object result : results) {
            Deleted<?> deleted = (Deleted<?>) result;
            String id = ids.get(i++);
            if (deleted.failure().isEmpty()) {
                assertThat(deleted.old()).as("the old " + id).isEqualTo(before.account(id));
                possible.put(id, Set.of(Optional.empty()));
            } else if (deleted.failure().get().mayHaveApplied()) {
                possible.put(id, new HashSet<>(List.of(Optional.empty(), before.account(id))));
            } else {
                possible.put(id, Set.of(before.account(id)));
            }
        }
        assertThat(i).isEqualTo(ids.size());
        holds(before, possible);
        ending.failure()
                .filter(failure -> !failure.mayHaveApplied())
                .ifPresent(failure -> assertThat(run.world()).isEqualTo(before));
    }

    /** What deletes of these tell that something ended; what is left is told twice. */
    private static List<Deleted<Account>> ended(List<String> ids, BatchIncompleteException failure) {
        List<Deleted<Account>> deleted = failure.deleted(Account.class);
        assertThat(failure.unprocessed())
                .extracting(Deeds::idOf)
                .containsExactlyElementsOf(IntStream.range(0, ids.size())
                        .filter(i -> deleted.get(i).failure().isPresent())
                        .mapToObj(ids::get)
                        .toList());
        assertThat(deleted)
                .as("something ended them")
                .anyMatch(one -> one.failure().isPresent());
        for (Call<?> left : failure.unprocessed()) {
            StatorException told =
                    deleted.get(ids.indexOf(idOf(left))).failure().orElseThrow();
            failure.failureOf(left)
                    .ifPresentOrElse(
                            own -> assertThat(told).isSameAs(own),
                            () -> assertThat(told.mayHaveApplied()).isFalse());
        }
        return deleted;
    }

    private void clear() {
        int bound = changes.number() / 2;
        Scan<Account> scan =
                reads.scanned(accounts.scan().where(attr(Account::points).lt(bound)));
        int limit = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(4);
        World before = run.world();
        Set<String> chosen = before.accounts().values().stream()
                .filter(account -> account.points() < bound)
                .map(Account::id)
                .collect(Collectors.toSet());
        Ending ending = run.perform(
                "clear of " + limit + " below " + bound, scan.limit(limit).clear());
        World now = run.look();
        Set<String> gone = new HashSet<>(before.accounts().keySet());
        gone.removeAll(now.accounts().keySet());
        assertThat(chosen).as("only what was chosen is gone").containsAll(gone);
        World expected = before;
        for (String id : gone) {
            expected = expected.withAccount(id, Optional.empty());
        }
        assertThat(now).as("all else is as before").isEqualTo(expected);
        StatorException failure = ending.failure().orElse(null);
        if (failure == null) {
            assertThat(gone).as("as many as wanted").hasSize(Math.min(limit, chosen.size()));
            assertThat(ending.value()).isEqualTo((long) gone.size());
            return;
        }
        Set<String> left = failure instanceof BatchIncompleteException incomplete
                ? incomplete.unprocessed().stream().map(Deeds::idOf).collect(Collectors.toSet())
                : Set.of();
        assertThat(chosen).as("what is told as undone was chosen").containsAll(left);
        Matcher told = Pattern.compile("had deleted (\\d+) items").matcher(failure.getMessage());
        int surely = told.find() ? Integer.parseInt(told.group(1)) : 0;
        gone.removeAll(left);
        assertThat(gone)
                .as("what it tells as deleted is gone, and what else is gone is told as undone")
                .hasSize(surely);
        if (!failure.mayHaveApplied()) {
            assertThat(now).isEqualTo(before);
        }
    }

    /** Members whom a program has stored that makes no guards get theirs, unless others have their emails. */
    private void claim() {
        World before = run.world();
        List<Member> old = IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(i -> new Member("old" + changes.number(), "e" + random.nextInt(12), i))
                .toList();
        run.storedWithoutGuards(old);
        Ending ending = run.perform(
                "claim for " + old, reads.scanned(World.members(run.db).scan()).claimUniques());
        ClaimedUniques rest = run.claimUndisturbed();
        assertThat(rest.items()).isEqualTo(before.members().size() + old.size());
        ending.failure()
                .ifPresentOrElse(
                        failure -> {
                            if (!failure.mayHaveApplied()) {
                                assertThat(rest.claimed() + rest.unclaimed().size())
                                        .isEqualTo(old.size());
                            }
                        },
                        () -> {
                            ClaimedUniques claimed = (ClaimedUniques) ending.value();
                            assertThat(rest.claimed())
                                    .as("nothing was left to claim")
                                    .isZero();
                            assertThat(claimed.items()).isEqualTo(rest.items());
                            assertThat(claimed.claimed())
                                    .isEqualTo(old.size() - claimed.unclaimed().size());
                            assertThat(Set.copyOf(claimed.unclaimed())).isEqualTo(Set.copyOf(rest.unclaimed()));
                        });
        run.removedWithoutGuards(rest.unclaimed().stream().map(Unclaimed::key).toList());
        World expected = before;
        for (Member member : old) {
            if (rest.unclaimed().stream().noneMatch(one -> one.key().equals(Item.of("id", member.id())))) {
                expected = expected.withMember(member.id(), Optional.of(member));
            }
        }
        assertThat(run.look())
                .as("those who got their emails, and who were there before")
                .isEqualTo(expected);
        Set<String> emails = Stream.concat(before.members().values().stream(), old.stream())
                .map(Member::email)
                .collect(Collectors.toSet());
        assertThat(expected.members().values()).as("one got each email").hasSize(emails.size());
    }
}

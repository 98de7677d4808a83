package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Call;
import dev.stator.ClaimedUniques;
import dev.stator.ClaimedUniques.Unclaimed;
import dev.stator.Counter;
import dev.stator.Deleted;
import dev.stator.NumberedPut;
import dev.stator.Outcome;
import dev.stator.Put;
import dev.stator.Table;
import dev.stator.TransactionRefusedException;
import dev.stator.codec.HoldsCounters;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.codec.TableSchema;
import dev.stator.codec.Unique;
import dev.stator.codec.Version;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.DuplicateValueException;
import dev.stator.error.StaleVersionException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Attributes whose values no two items of a table share, alike in every kind of write. */
class UniqueContract {
    /** A record with two of them. */
    public record Member(
            @PartitionKey String id,
            @Unique Optional<String> email,
            @Unique Optional<Integer> number,
            int points) {
        static Member of(String id, String email) {
            return new Member(id, Optional.of(email), Optional.empty(), 1);
        }

        Member withEmail(String other) {
            return new Member(id, Optional.of(other), number, points);
        }

        Member withNumber(int other) {
            return new Member(id, email, Optional.of(other), points);
        }
    }

    /** A record with a number for its key, a sort key, a version, and counters beside it. */
    @HoldsCounters
    public record Seat(
            @PartitionKey long hall,
            @SortKey int place,
            @Unique String ticket,
            @Version long version) {
        static Seat of(long hall, int place, String ticket) {
            return new Seat(hall, place, ticket, 0);
        }
    }

    private static Table<Member> members(Subject subject) {
        return subject.shared(Member.class);
    }

    private static Optional<Member> stored(Subject subject, String id) {
        return subject.run(members(subject).get(id).consistent());
    }

    private static Member put(Subject subject, String email) {
        return subject.run(members(subject).put(Member.of(subject.newKey(), email)));
    }

    /** Whether another item could have the value now; takes nothing. */
    private static boolean isFree(Subject subject, String email) {
        Member probe = Member.of(subject.newKey(), email);
        boolean free = subject.run(members(subject).put(probe).attempt()).isApplied();
        if (free) {
            subject.run(members(subject).delete(probe.id()));
        }
        return free;
    }

    @Contract
    void aValueThatAnotherItemHasIsRefusedInAllWrites(Subject subject) {
        Table<Member> members = members(subject);
        String email = subject.newKey();
        Member holder = put(subject, email);
        Member other = put(subject, subject.newKey());
        Member fresh = Member.of(subject.newKey(), email);

        for (Call<?> write : List.<Call<?>>of(
                members.put(fresh),
                members.create(fresh),
                members.upsert(fresh),
                members.replace(other.withEmail(email)),
                members.update(other.id()).set(Member::email, email),
                members.update(fresh.id()).set(Member::email, email))) {
            DuplicateValueException refusal = subject.failure(DuplicateValueException.class, write);
            assertThat(refusal.attribute()).isEqualTo("email");
            assertThat(refusal.table()).contains(members.name());
            assertThat(refusal.holder()).contains(Item.of("id", holder.id()));
            assertThat(refusal).hasMessageContaining("email").hasMessageNotContaining(email);
        }

        assertThat(stored(subject, fresh.id())).isEmpty();
        assertThat(stored(subject, other.id())).contains(other);
        assertThat(stored(subject, holder.id())).contains(holder);
    }

    @Contract
    void eachAttributeIsUniqueByItself(Subject subject) {
        Table<Member> members = members(subject);
        int number = subject.newKey().hashCode();
        Member one = subject.run(
                members.put(Member.of(subject.newKey(), subject.newKey()).withNumber(number)));

        assertThat(subject.failure(
                                DuplicateValueException.class,
                                members.put(Member.of(subject.newKey(), subject.newKey())
                                        .withNumber(number)))
                        .attribute())
                .isEqualTo("number");
        subject.run(members.put(one.withNumber(number)));
        subject.run(members.put(new Member(subject.newKey(), Optional.of("" + number), Optional.empty(), 0)));
        subject.run(members.put(new Member(subject.newKey(), Optional.empty(), Optional.empty(), 0)));
        subject.run(members.put(new Member(subject.newKey(), Optional.empty(), Optional.empty(), 0)));
        assertThat(subject.run(members.delete(members.schema().key(one.id())).attempt())
                        .isApplied())
                .isTrue();
        subject.run(members.put(Member.of(subject.newKey(), subject.newKey()).withNumber(number)));
    }

    @Contract
    void whatAnItemNoLongerHasIsFree(Subject subject) {
        Table<Member> members = members(subject);
        String first = subject.newKey();
        String second = subject.newKey();
        String third = subject.newKey();
        String fourth = subject.newKey();
        Member member = put(subject, first);

        subject.run(members.put(member.withEmail(second)));
        assertThat(isFree(subject, first)).isTrue();
        assertThat(isFree(subject, second)).isFalse();

        subject.run(members.update(member.id()).set(Member::email, third).add(Member::points, 4));
        assertThat(isFree(subject, second)).isTrue();
        assertThat(isFree(subject, third)).isFalse();

        Member upserted = subject.run(members.upsert(member.withEmail(fourth)));
        assertThat(upserted).isEqualTo(member.withEmail(fourth));
        assertThat(isFree(subject, third)).isTrue();
        assertThat(isFree(subject, fourth)).isFalse();

        subject.run(members.update(member.id()).remove(attr(Member::email)));
        assertThat(isFree(subject, fourth)).isTrue();

        subject.run(members.put(member));
        assertThat(isFree(subject, first)).isFalse();
        subject.run(members.delete(member.id()));
        assertThat(isFree(subject, first)).isTrue();
    }

    @Contract
    void whatAWriteDoesNotTouchStays(Subject subject) {
        Table<Member> members = members(subject);
        Member member = put(subject, subject.newKey());

        subject.run(members.update(member.id()).add(Member::points, 4));
        subject.run(members.upsert(new Member(member.id(), Optional.empty(), Optional.empty(), 7)));

        assertThat(stored(subject, member.id())).contains(new Member(member.id(), member.email(), Optional.empty(), 7));
        assertThat(isFree(subject, member.email().orElseThrow())).isFalse();
    }

    @Contract
    void writesGiveWhatTheyGiveElsewhere(Subject subject) {
        Table<Member> members = members(subject);
        Member member = Member.of(subject.newKey(), subject.newKey());
        Member changed = member.withEmail(subject.newKey());

        assertThat(subject.run(members.put(member).returningOld())).isEmpty();
        assertThat(subject.run(members.put(changed).returningOld())).contains(member);
        assertThat(subject.run(members.update(member.id())
                        .set(Member::email, member.email().orElseThrow())
                        .returningNew()))
                .isEqualTo(member);
        assertThat(subject.run(members.update(member.id())
                        .set(Member::email, changed.email().orElseThrow())
                        .returningOld()))
                .contains(member);
        assertThat(subject.run(members.upsert(member).returningOld())).contains(changed);
        assertThat(subject.run(members.deleteAll(List.of(member.id(), "none"))))
                .extracting(Deleted::old)
                .containsExactly(Optional.of(member), Optional.empty());
        assertThat(isFree(subject, member.email().orElseThrow())).isTrue();
        assertThat(subject.run(members.delete(member.id()).returningOld())).isEmpty();
    }

    @Contract
    void conditionsAndVersionsStillRefuse(Subject subject) {
        Table<Member> members = members(subject);
        Table<Seat> seats = subject.shared(Seat.class);
        Member member = put(subject, subject.newKey());
        Seat read = subject.run(seats.put(Seat.of(subject.newKey().hashCode(), 1, subject.newKey())));
        Seat overtaking = subject.run(seats.put(read));

        ConditionFailedException refusal = subject.failure(
                ConditionFailedException.class,
                members.put(member.withEmail(subject.newKey()))
                        .onlyIf(attr(Member::points).gt(1)));
        assertThat(refusal).isNotInstanceOf(DuplicateValueException.class);
        assertThat(refusal.existing().map(members.schema()::fromItem)).contains(member);
        subject.failure(ConditionFailedException.class, members.create(member));
        assertThat(subject.failure(StaleVersionException.class, seats.put(read)).existing())
                .isPresent();
        subject.failure(StaleVersionException.class, seats.delete(read));
        assertThat(subject.run(seats.put(read).ignoringVersion()))
                .isEqualTo(new Seat(read.hall(), 1, read.ticket(), 3));
        subject.failure(StaleVersionException.class, seats.put(overtaking));
        assertThat(isFree(subject, member.email().orElseThrow())).isFalse();
    }

    @Contract
    void aRefusalIsAValueOnRequest(Subject subject) {
        Member holder = put(subject, subject.newKey());

        Outcome<Member, Member> outcome = subject.run(members(subject)
                .put(Member.of(subject.newKey(), holder.email().orElseThrow()))
                .attempt());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.failure()).isInstanceOf(DuplicateValueException.class));
    }

    @Contract
    void aTransactionKeepsThemAndSaysWhichActionItWas(Subject subject) {
        Table<Member> members = members(subject);
        Table<Thing> things = subject.shared(Thing.class);
        Member holder = put(subject, subject.newKey());
        String thing = subject.newKey();
        Put<Thing> fine = things.put(Thing.of(thing, 1));
        Put<Member> duplicate =
                members.put(Member.of(subject.newKey(), holder.email().orElseThrow()));

        TransactionRefusedException refusal =
                subject.failure(TransactionRefusedException.class, subject.db().transact(fine, duplicate));

        assertThat(refusal.reasonOf(fine).isFailure()).isFalse();
        assertThat(refusal.reasonOf(duplicate).taken()).contains("email");
        assertThat(refusal.reasonOf(duplicate).holder()).contains(Item.of("id", holder.id()));
        assertThat(refusal.reasonOf(duplicate).isConditionFailed()).isFalse();
        assertThat(refusal).hasMessageContaining("action 2 of 2").hasMessageContaining("email");
        assertThat(subject.run(things.get(thing, 1).consistent())).isEmpty();
        subject.run(subject.db().transact(fine, members.delete(holder.id())));
        subject.run(subject.db().transact(things.delete(thing, 1), duplicate));
        assertThat(stored(subject, duplicate.item().id())).isPresent();
    }

    @Contract
    void valuesGoFromItemToItemWithinATransaction(Subject subject) {
        Table<Member> members = members(subject);
        Member one = put(subject, subject.newKey());
        Member two = put(subject, subject.newKey());
        Member heir = Member.of(subject.newKey(), one.email().orElseThrow());

        subject.run(subject.db()
                .transact(
                        members.update(one.id()).set(Member::email, two.email().orElseThrow()),
                        members.put(two.withEmail(one.email().orElseThrow()))));
        subject.run(subject.db().transact(members.put(heir), members.delete(two.id())));

        assertThat(stored(subject, one.id()).flatMap(Member::email)).isEqualTo(two.email());
        assertThat(stored(subject, heir.id())).contains(heir);
        assertThat(isFree(subject, one.email().orElseThrow())).isFalse();
        assertThat(isFree(subject, two.email().orElseThrow())).isFalse();
        assertThatThrownBy(() -> subject.run(subject.db()
                        .transact(members.put(Member.of("a", "same")), members.put(Member.of("b", "same")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the same value of email");
    }

    @Contract
    void itemsFromBeforeTheConstraintTakePartOnceTheyAreWritten(Subject subject) {
        Table<Member> members = members(subject);
        Table<Item> before = subject.db().table(members.name(), TableSchema.items(KeyAttribute.string("id")));
        String email = subject.newKey();
        String old = subject.newKey();
        String twin = subject.newKey();
        for (String id : List.of(old, twin)) {
            subject.run(before.put(Item.of("id", id, "email", email).with("points", 1)));
        }

        subject.run(members.put(Member.of(old, email)));
        assertThat(isFree(subject, email)).isFalse();
        subject.failure(DuplicateValueException.class, members.put(Member.of(twin, email)));
        // What the twin gives up is not its own.
        subject.run(members.put(Member.of(twin, subject.newKey())));
        assertThat(isFree(subject, email)).isFalse();
        subject.run(members.delete(twin));
        subject.run(members.delete(old));
        assertThat(isFree(subject, email)).isTrue();
    }

    /** Stores items as a program does that knows of no unique attributes. */
    private static void storedBefore(Subject subject, Table<Member> members, Item... items) {
        Table<Item> before = subject.db().table(members.name(), TableSchema.items(KeyAttribute.string("id")));
        for (Item item : items) {
            subject.run(before.put(item.with("points", 1)));
        }
    }

    /** The guards there are: the attribute and value of each, and the key of its item. */
    private static Map<String, String> guards(Subject subject, Table<Member> members) {
        return subject
                .run(subject.db()
                        .table(members.name(), TableSchema.items(KeyAttribute.string("id")))
                        .scan()
                        .where(attr("__unique_owner").exists())
                        .consistent())
                .stream()
                .collect(Collectors.toMap(
                        guard -> guard.string("id").orElseThrow().substring("__PK_VALUE_UNIQUE__/".length()),
                        guard -> UniqueContract.idOfOwner(guard)));
    }

    private static String idOfOwner(Item guard) {
        AttributeValue.M owner = (AttributeValue.M) guard.get("__unique_owner").orElseThrow();
        return Item.copyOf(owner.values()).string("id").orElseThrow();
    }

    @Contract
    void allItemsFromBeforeTheConstraintAreClaimedAtOnce(Subject subject) {
        Table<Member> members = subject.fresh(Member.class);
        storedBefore(
                subject,
                members,
                Item.of("id", "a", "email", "a@x.org").with("number", 1),
                Item.of("id", "b", "email", "b@x.org"),
                Item.of("id", "bare"),
                Item.of("id", "null", "email", AttributeValue.Null.NULL));
        Member guarded = subject.run(members.put(Member.of("c", "c@x.org")));

        ClaimedUniques claimed = subject.run(members.claimUniques());

        assertThat(claimed).isEqualTo(new ClaimedUniques(5, 3, List.of(), Optional.empty()));
        assertThat(guards(subject, members))
                .isEqualTo(Map.of(
                        "email/S/a@x.org", "a", "number/N/1", "a", "email/S/b@x.org", "b", "email/S/c@x.org", "c"));
        subject.failure(DuplicateValueException.class, members.put(Member.of("d", "b@x.org")));
        subject.run(members.put(guarded.withEmail("new@x.org")));
        subject.run(members.delete("b"));
        subject.run(members.put(Member.of("d", "b@x.org")));
        assertThat(subject.run(members.claimUniques()))
                .as("nothing is left to do")
                .isEqualTo(new ClaimedUniques(5, 0, List.of(), Optional.empty()));
    }

    @Contract
    void aClaimTellsWhichItemsShareAValueAndWhichCannotHaveOne(Subject subject) {
        Table<Member> members = subject.fresh(Member.class);
        storedBefore(
                subject,
                members,
                Item.of("id", "a", "email", "same@x.org").with("number", 1),
                Item.of("id", "b", "email", "same@x.org").with("number", 2),
                Item.of("id", "c", "email", "held@x.org"),
                Item.of("id", "d", "email", true));
        subject.run(members.put(Member.of("holder", "held@x.org")));

        ClaimedUniques claimed = subject.run(members.claimUniques());

        String first = guards(subject, members).get("email/S/same@x.org");
        String second = "a".equals(first) ? "b" : "a";
        assertThat(claimed.items()).isEqualTo(5);
        assertThat(claimed.claimed())
                .as("the email of one, and the numbers of both")
                .isEqualTo(3);
        assertThat(claimed.unclaimed())
                .containsExactlyInAnyOrder(
                        new Unclaimed(Item.of("id", second), "email", Optional.of(Item.of("id", first))),
                        new Unclaimed(Item.of("id", "c"), "email", Optional.of(Item.of("id", "holder"))),
                        new Unclaimed(Item.of("id", "d"), "email", Optional.empty()));
        ClaimedUniques again = subject.run(members.claimUniques());
        assertThat(again.claimed()).isZero();
        assertThat(again.unclaimed()).containsExactlyInAnyOrderElementsOf(claimed.unclaimed());

        // What the result names can be dealt with as it is.
        assertThat(subject.run(members.deleteAll(
                        claimed.unclaimed().stream().map(Unclaimed::key).toList())))
                .allMatch(
                        deleted -> deleted.failure().isEmpty() || deleted.key().equals(Item.of("id", "d")));
        assertThat(guards(subject, members))
                .containsEntry("email/S/same@x.org", first)
                .containsEntry("email/S/held@x.org", "holder");
    }

    @Contract
    void claimsTakeKeysOfAllKindsAndLeaveVersionsAsTheyAre(Subject subject) {
        Table<Seat> seats = subject.fresh(Seat.class);
        Table<Item> before = subject.db()
                .table(seats.name(), TableSchema.items(KeyAttribute.number("hall"), KeyAttribute.number("place")));
        for (int place : List.of(1, 2)) {
            subject.run(before.put(Item.of("hall", -7, "place", place)
                    .with("ticket", "t" + place)
                    .with("version", 4)));
        }

        assertThat(subject.run(seats.claimUniques())).isEqualTo(new ClaimedUniques(2, 2, List.of(), Optional.empty()));

        assertThat(subject.run(seats.query(-7L).consistent()))
                .containsExactly(new Seat(-7, 1, "t1", 4), new Seat(-7, 2, "t2", 4));
        subject.failure(DuplicateValueException.class, seats.put(Seat.of(8, 1, "t1")));
        subject.run(seats.delete(new Seat(-7, 1, "t1", 4)));
        subject.run(seats.put(Seat.of(8, 1, "t1")));
    }

    @Contract
    void claimsGoOnWhereALimitEndedThem(Subject subject) {
        Table<Member> members = subject.fresh(Member.class);
        for (int i = 0; i < 7; i++) {
            storedBefore(subject, members, Item.of("id", "i" + i, "email", "e" + i));
        }

        ClaimedUniques some = subject.run(members.scan().limit(3).claimUniques());
        assertThat(some)
                .extracting(ClaimedUniques::items, ClaimedUniques::claimed)
                .containsExactly(3L, 3L);
        assertThat(guards(subject, members)).hasSize(3);

        ClaimedUniques rest = subject.run(
                members.scan().pageSize(2).after(some.cursor().orElseThrow()).claimUniques());
        assertThat(rest).isEqualTo(new ClaimedUniques(4, 4, List.of(), Optional.empty()));
        assertThat(guards(subject, members)).hasSize(7);
        assertThat(subject.run(members.scan().parallel(3, 2).claimUniques()).items())
                .isEqualTo(7);
        assertThat(subject.run(members.query("i1").claimUniques()).items()).isEqualTo(1);
        assertThat(subject.run(members.scan()
                                .where(attr(Member::email).eq("e2"))
                                .claimUniques())
                        .items())
                .isEqualTo(1);
    }

    @Contract
    void claimsAreSafeBesideOthersWhoWrite(Subject subject) throws Exception {
        Table<Member> members = subject.fresh(Member.class);
        int items = 12;
        for (int i = 0; i < items; i++) {
            storedBefore(subject, members, Item.of("id", "i" + i, "email", "e" + i));
        }
        AtomicInteger turn = new AtomicInteger();

        // Some claim, the others let values go from item to item meanwhile, and delete.
        Threads.run(4, 9, () -> {
            int mine = turn.getAndIncrement();
            String id = "i" + mine % items;
            switch (mine % 3) {
                case 0 ->
                    assertThat(subject.run(members.scan().pageSize(5).claimUniques()))
                            .isNotNull();
                case 1 ->
                    subject.run(members.update(id)
                            .set(Member::email, "changed" + mine)
                            .ifExists()
                            .attempt());
                default -> subject.run(members.delete(id));
            }
        });

        ClaimedUniques last = subject.run(members.scan().consistent().claimUniques());
        assertThat(last.unclaimed()).isEmpty();
        assertThat(guards(subject, members))
                .isEqualTo(subject.run(members.scan().consistent()).stream()
                        .collect(Collectors.toMap(
                                member -> "email/S/" + member.email().orElseThrow(), Member::id)));
    }

    /** A table as a program has it that knows of no unique attributes. */
    private static Table<Item> unaware(Subject subject, Table<Member> members) {
        return subject.db().table(members.name(), TableSchema.items(KeyAttribute.string("id")));
    }

    @Contract
    void aValueWhoseHolderLostItWithoutItsGuardIsTakenByAllWrites(Subject subject) {
        Table<Member> members = subject.fresh(Member.class);
        Table<Item> unaware = unaware(subject, members);
        List<Function<Member, Call<?>>> writes = List.of(
                members::put,
                members::create,
                members::upsert,
                member -> members.update(member.id())
                        .set(Member::email, member.email().orElseThrow())
                        .set(Member::points, 1),
                member -> subject.db().transact(members.put(member)));
        for (int i = 0; i < writes.size(); i++) {
            String email = "e" + i;
            Member gone = subject.run(members.put(Member.of("gone" + i, email)));
            Member fresh = Member.of("fresh" + i, email);
            assertThatThrownBy(() -> subject.run(writes.get(0).apply(fresh)))
                    .as("as long as the holder has it")
                    .isInstanceOf(DuplicateValueException.class);

            subject.run(unaware.delete(Item.of("id", gone.id())));
            subject.run(writes.get(i).apply(fresh));

            assertThat(subject.run(members.get(fresh.id()).consistent())).contains(fresh);
            assertThat(guards(subject, members)).containsEntry("email/S/" + email, fresh.id());
            subject.failure(DuplicateValueException.class, members.put(gone));
        }
    }

    @Contract
    void aHolderThatHasAnotherValueByNowGivesItFreeAndKeepsTheOther(Subject subject) {
        Table<Member> members = subject.fresh(Member.class);
        Member holder = subject.run(members.put(Member.of("holder", "old").withNumber(1)));
        Member fresh = Member.of("fresh", "old").withNumber(1);
        subject.run(unaware(subject, members).update(Item.of("id", "holder")).set(attr("email"), "other"));

        // The number is still the holder's, so nothing is done.
        DuplicateValueException refusal = subject.failure(DuplicateValueException.class, members.put(fresh));
        assertThat(refusal.attribute()).isEqualTo("number");
        assertThat(refusal.holder()).contains(Item.of("id", "holder"));
        assertThat(guards(subject, members)).containsEntry("email/S/old", "holder");

        subject.run(unaware(subject, members).update(Item.of("id", "holder")).remove(attr("number")));
        subject.run(members.put(fresh));

        assertThat(guards(subject, members))
                .containsOnly(Map.entry("email/S/old", "fresh"), Map.entry("number/N/1", "fresh"));
        subject.failure(DuplicateValueException.class, members.put(holder.withNumber(2)));
        subject.run(members.put(new Member("holder", Optional.of("other"), Optional.of(2), 1)));
        assertThat(guards(subject, members)).hasSize(4);
    }

    @Contract
    void aTransactionTakesValuesThatItemsLeftWhichItWritesItself(Subject subject) {
        Table<Member> members = subject.fresh(Member.class);
        for (String id : List.of("a", "b")) {
            subject.run(members.put(Member.of(id, "old " + id)));
            subject.run(unaware(subject, members).update(Item.of("id", id)).set(attr("email"), "new " + id));
        }

        subject.run(subject.db()
                .transact(
                        members.put(Member.of("other", "old a")),
                        members.update("a").set(Member::email, "newest a")));
        subject.run(subject.db()
                .transact(members.update("b").add(Member::points, 1), members.put(Member.of("fresh", "old b"))));

        assertThat(guards(subject, members))
                .containsOnly(
                        Map.entry("email/S/old a", "other"),
                        Map.entry("email/S/newest a", "a"),
                        Map.entry("email/S/old b", "fresh"));
    }

    @Contract
    void claimsTakeGuardsWhoseHoldersDoNotHaveTheValue(Subject subject) {
        Table<Member> members = subject.fresh(Member.class);
        subject.run(members.put(Member.of("gone", "a").withNumber(1)));
        subject.run(members.put(Member.of("changed", "b")));
        subject.run(members.put(Member.of("holder", "c")));
        subject.run(unaware(subject, members).delete(Item.of("id", "gone")));
        storedBefore(
                subject,
                members,
                Item.of("id", "changed", "email", "z"),
                Item.of("id", "one", "email", "a").with("number", 1),
                Item.of("id", "two", "email", "b"),
                Item.of("id", "three", "email", "c"));

        ClaimedUniques claimed = subject.run(members.claimUniques());

        assertThat(claimed.claimed()).isEqualTo(4);
        assertThat(claimed.unclaimed())
                .containsExactly(new Unclaimed(Item.of("id", "three"), "email", Optional.of(Item.of("id", "holder"))));
        assertThat(guards(subject, members))
                .isEqualTo(Map.of(
                        "email/S/a", "one",
                        "number/N/1", "one",
                        "email/S/b", "two",
                        "email/S/z", "changed",
                        "email/S/c", "holder"));
    }

    @Contract
    void ofManyThreadsOneTakesAnAbandonedValue(Subject subject) throws Exception {
        Table<Member> members = subject.fresh(Member.class);
        int rounds = 4;
        for (int round = 0; round < rounds; round++) {
            subject.run(members.put(Member.of("gone" + round, "wanted" + round)));
            subject.run(unaware(subject, members).delete(Item.of("id", "gone" + round)));
        }
        ConcurrentLinkedQueue<Member> won = new ConcurrentLinkedQueue<>();
        AtomicInteger turn = new AtomicInteger();
        int threads = 5;

        // The former holder is among those who want it back.
        Threads.run(threads, rounds, () -> {
            int mine = turn.getAndIncrement();
            int round = mine / threads;
            Member wanting = Member.of((mine % threads == 0 ? "gone" : "own" + mine + " ") + round, "wanted" + round);
            if (subject.run(members.put(wanting).attempt()).isApplied()) {
                won.add(wanting);
            }
        });

        assertThat(won)
                .extracting(member -> member.email().orElseThrow())
                .containsExactlyInAnyOrder("wanted0", "wanted1", "wanted2", "wanted3");
        assertThat(subject.run(members.scan().consistent())).containsExactlyInAnyOrderElementsOf(won);
        assertThat(guards(subject, members))
                .isEqualTo(won.stream()
                        .collect(Collectors.toMap(
                                member -> "email/S/" + member.email().orElseThrow(), Member::id)));
    }

    @Contract
    void onlyWholeItemsWithUniqueAttributesAreClaimed(Subject subject) {
        Table<Member> members = members(subject);

        assertThatThrownBy(() -> subject.shared(Thing.class).claimUniques())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Thing", "no unique attributes", "@Unique");
        assertThatThrownBy(() -> members.scan().select(attr(Member::email)).claimUniques())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("select(…)", members.name());
        assertThatThrownBy(() -> members.scan().allAttributes().claimUniques())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Contract
    void scansCountsAndClearingMeetItemsOnly(Subject subject) {
        Table<Member> members = subject.fresh(Member.class);
        Table<Seat> seats = subject.fresh(Seat.class);
        Member member = subject.run(members.put(Member.of("a", "a@x.org").withNumber(5)));
        Counter halls = seats.counter();
        subject.run(halls.create());
        NumberedPut<Seat> next = seats.create(halls, n -> Seat.of(n, 1, "t" + n));
        Seat first = subject.run(next);
        Seat second = subject.run(next);

        assertThat(subject.run(members.scan().consistent())).containsExactly(member);
        assertThat(subject.run(members.scan().consistent().count())).isEqualTo(1);
        assertThat(subject.run(members.query("a").consistent())).containsExactly(member);
        assertThat(subject.run(seats.scan().consistent())).containsExactlyInAnyOrder(first, second);
        subject.failure(DuplicateValueException.class, seats.create(halls, n -> Seat.of(n, 1, "t1")));
        assertThat(subject.run(halls.last())).isEqualTo(2);

        assertThatThrownBy(() -> members.query("a").clear())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("email, number");
        subject.run(seats.clearEverything());
        assertThat(subject.run(seats.scan().consistent())).isEmpty();
        assertThat(subject.run(next)).isEqualTo(new Seat(3, 1, "t3", 1));
        subject.run(seats.put(Seat.of(9, 9, "t1")));
    }

    @Contract
    void dynamicItemsHaveThemTooWhateverTheirLength(Subject subject) {
        Table<Item> items = subject.shared(
                "unique items", TableSchema.items(KeyAttribute.binary("id")).withUnique("a/b"));
        Binary one = Binary.of(subject.newKey().getBytes(UTF_8));
        Binary two = Binary.of(subject.newKey().getBytes(UTF_8));
        String value = subject.newKey() + "x".repeat(5000);

        subject.run(items.put(Item.of("id", one, "a/b", value)));

        subject.failure(DuplicateValueException.class, items.put(Item.of("id", two, "a/b", value)));
        subject.run(items.put(Item.of("id", two, "a/b", value + "y")));
        subject.run(items.delete(Item.of("id", one)));
        subject.run(items.put(Item.of("id", two, "a/b", value)));
    }

    @Contract
    void whatCannotKeepThemIsRefusedAtTheCall(Subject subject) {
        Table<Member> members = members(subject);
        Member member = Member.of("a", "b");

        assertThatThrownBy(() -> members.putAll(List.of(member)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("upsertAll");
        assertThatThrownBy(() -> subject.db().batchWrite(members.delete("a"))).hasMessageContaining("email, number");
        assertThatThrownBy(() -> members.update("a")
                        .set(attr(Member::email), attr(Member::id).ifNotExists("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unique");
        assertThatThrownBy(() -> members.update("a").add(attr(Member::number), 1))
                .hasMessageContaining("unique");
        assertThatThrownBy(() -> members.upsert(member).keeping(attr(Member::email)))
                .hasMessageContaining("unique");
        assertThatThrownBy(() -> members.update("a").set(Member::email, "x").returningUpdatedNew())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("returningNew()");
    }

    @Contract
    void ofManyThreadsOneGetsEachValueAndTheGuardsAgreeWithTheItems(Subject subject) throws Exception {
        Table<Member> members = subject.fresh(Member.class);
        ConcurrentLinkedQueue<Member> won = new ConcurrentLinkedQueue<>();
        AtomicInteger turn = new AtomicInteger();
        int threads = 6;
        int rounds = 3;
        subject.run(members.put(Member.of("shared", "first")));

        // In each round all want the same value, each for an item of its own, and all change the value of one item.
        Threads.run(threads, rounds, () -> {
            int mine = turn.getAndIncrement();
            Member wanting = Member.of("own" + mine, "wanted" + mine / threads);
            if (subject.run(members.put(wanting).attempt()).isApplied()) {
                won.add(wanting);
            }
            subject.run(members.update("shared")
                    .set(Member::email, "changed" + mine)
                    .add(Member::points, 1));
        });

        assertThat(won)
                .extracting(member -> member.email().orElseThrow())
                .containsExactlyInAnyOrder("wanted0", "wanted1", "wanted2");
        Member shared = subject.run(members.get("shared").consistent().orThrow());
        assertThat(shared.points()).as("no change is lost").isEqualTo(1 + threads * rounds);
        List<Member> all = subject.run(members.scan().consistent());
        assertThat(all).containsAll(won).contains(shared).hasSize(1 + rounds);
        Table<Item> guards = subject.db().table(members.name(), TableSchema.items(KeyAttribute.string("id")));
        assertThat(subject.run(
                        guards.scan().where(attr("__unique_owner").exists()).consistent()))
                .extracting(guard -> guard.string("id"))
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .map(member -> Optional.of(
                                "__PK_VALUE_UNIQUE__/email/S/" + member.email().orElseThrow()))
                        .toList());
    }
}

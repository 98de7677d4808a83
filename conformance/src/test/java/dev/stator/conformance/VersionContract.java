package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Outcome;
import dev.stator.Table;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.Stamp;
import dev.stator.codec.TableSchema;
import dev.stator.codec.Version;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.StaleVersionException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.value.Item;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Optimistic locking: no write goes over what its author has not seen, alike in every kind of write. */
class VersionContract {
    /** A record that counts its writes. */
    public record Account(
            @PartitionKey String id,
            int cents,
            Optional<String> note,
            @Version long version) {
        static Account of(String id, int cents) {
            return new Account(id, cents, Optional.empty(), 0);
        }

        Account plus(int more) {
            return new Account(id, cents + more, note, version);
        }

        Account at(long other) {
            return new Account(id, cents, note, other);
        }
    }

    private static Table<Account> accounts(Subject subject) {
        return subject.shared(Account.class);
    }

    private static Account stored(Subject subject, String id) {
        return subject.run(accounts(subject).get(id).consistent().orThrow());
    }

    /** A stored account, and the same as somebody has read it who does not know of a later change. */
    private static Account overtaken(Subject subject) {
        Account read = subject.run(accounts(subject).put(Account.of(subject.newKey(), 1)));
        subject.run(accounts(subject).put(read.plus(1)));
        return read;
    }

    @Contract
    void eachPutStoresTheNextVersionAndGivesIt(Subject subject) {
        Table<Account> accounts = accounts(subject);
        Account fresh = Account.of(subject.newKey(), 1);

        Account first = subject.run(accounts.put(fresh));
        Account second = subject.run(accounts.put(first.plus(1)));

        assertThat(first).isEqualTo(fresh.at(1));
        assertThat(second).isEqualTo(fresh.plus(1).at(2)).isEqualTo(stored(subject, fresh.id()));
    }

    @Contract
    void aPutOfAnOvertakenRecordIsRefusedAndChangesNothing(Subject subject) {
        Account read = overtaken(subject);

        StaleVersionException refusal =
                subject.failure(StaleVersionException.class, accounts(subject).put(read.plus(100)));

        assertThat(refusal.existing().map(accounts(subject).schema()::fromItem))
                .contains(read.plus(1).at(2));
        assertThat(stored(subject, read.id())).isEqualTo(read.plus(1).at(2));
    }

    @Contract
    void aNewRecordIsNotPutOverAStoredOne(Subject subject) {
        Account read = overtaken(subject);

        subject.failure(StaleVersionException.class, accounts(subject).put(read.at(0)));

        assertThat(stored(subject, read.id()).cents()).isEqualTo(2);
    }

    @Contract
    void aRecordThatWasRemovedIsNotPutAgain(Subject subject) {
        Account read = overtaken(subject);
        subject.run(accounts(subject).delete(read.id()));

        StaleVersionException refusal =
                subject.failure(StaleVersionException.class, accounts(subject).put(read));

        assertThat(refusal.existing()).isEmpty();
        assertThat(refusal).hasMessageContaining("removed");
    }

    @Contract
    void aReplaceWantsTheSameVersionAndACreateNone(Subject subject) {
        Table<Account> accounts = accounts(subject);
        Account created = subject.run(accounts.create(Account.of(subject.newKey(), 1)));

        assertThat(subject.run(accounts.replace(created.plus(1))))
                .isEqualTo(created.plus(1).at(2));
        subject.failure(StaleVersionException.class, accounts.replace(created.plus(5)));
        assertThat(subject.failure(ConditionFailedException.class, accounts.create(created)))
                .as("the item is there, whatever its version")
                .isNotInstanceOf(StaleVersionException.class);
        assertThat(stored(subject, created.id())).isEqualTo(created.plus(1).at(2));
    }

    @Contract
    void anUpdateOfARecordWantsTheSameVersionAndOneOfAKeyCountsOn(Subject subject) {
        Table<Account> accounts = accounts(subject);
        Account read = overtaken(subject);

        subject.failure(StaleVersionException.class, accounts.update(read).set(Account::cents, 50));
        Account ofKey =
                subject.run(accounts.update(read.id()).set(Account::cents, 60).returningNew());
        Account ofRecord =
                subject.run(accounts.update(ofKey).set(Account::cents, 70).returningNew());

        assertThat(ofKey).isEqualTo(new Account(read.id(), 60, Optional.empty(), 3));
        assertThat(ofRecord).isEqualTo(new Account(read.id(), 70, Optional.empty(), 4));
        assertThat(stored(subject, read.id())).isEqualTo(ofRecord);
    }

    @Contract
    void anUpdateThatCreatesTheItemBeginsToCount(Subject subject) {
        String id = subject.newKey();

        subject.run(accounts(subject).update(id).set(Account::cents, 5));

        assertThat(stored(subject, id)).isEqualTo(Account.of(id, 5).at(1));
    }

    @Contract
    void anUpsertOfARecordWantsTheSameVersionOrNoItem(Subject subject) {
        Table<Account> accounts = accounts(subject);
        Account read = overtaken(subject);
        Account fresh = Account.of(subject.newKey(), 1);

        subject.failure(StaleVersionException.class, accounts.upsert(read.plus(5)));
        subject.failure(StaleVersionException.class, accounts.upsert(read.at(0)));

        assertThat(subject.run(accounts.upsert(read.at(2)))).isEqualTo(read.at(3));
        assertThat(subject.run(accounts.upsert(fresh))).isEqualTo(fresh.at(1));
    }

    @Contract
    void aDeleteOfARecordWantsTheSameVersionAndOneOfAKeyDoesNot(Subject subject) {
        Table<Account> accounts = accounts(subject);
        Account read = overtaken(subject);
        Account other = overtaken(subject);

        subject.failure(StaleVersionException.class, accounts.delete(read));
        assertThat(subject.run(accounts.delete(read.at(2)).returningOld()))
                .contains(read.plus(1).at(2));
        subject.failure(StaleVersionException.class, accounts.delete(read.at(2)));
        assertThat(subject.run(accounts.delete(other.id()).returningOld())).isPresent();
    }

    @Contract
    void ignoringTheVersionNeverLowersIt(Subject subject) {
        Table<Account> accounts = accounts(subject);
        Account read = overtaken(subject);
        subject.run(accounts.put(read.plus(2).at(2)));

        assertThat(subject.run(accounts.put(read.plus(10)).ignoringVersion()))
                .isEqualTo(read.plus(10).at(4));
        assertThat(subject.run(accounts.put(read.plus(11).at(7)).ignoringVersion()))
                .isEqualTo(read.plus(11).at(8));
        assertThat(subject.run(accounts.upsert(read.plus(12)).ignoringVersion()))
                .isEqualTo(read.plus(12).at(9));
        assertThat(subject.run(accounts.update(read)
                        .set(Account::cents, 0)
                        .ignoringVersion()
                        .returningNew()))
                .isEqualTo(new Account(read.id(), 0, Optional.empty(), 10));
        assertThat(subject.run(accounts.put(read).ignoringVersion().returningOld()))
                .contains(new Account(read.id(), 0, Optional.empty(), 10));
        assertThat(stored(subject, read.id())).isEqualTo(read.at(11));
        subject.run(accounts.delete(read).ignoringVersion());
        assertThat(subject.run(accounts.get(read))).isEmpty();
    }

    @Contract
    void aConditionOfTheCallersIsToldApartFromTheVersion(Subject subject) {
        Table<Account> accounts = accounts(subject);
        Account read = subject.run(accounts.put(Account.of(subject.newKey(), 1)));

        ConditionFailedException refusal = subject.failure(
                ConditionFailedException.class,
                accounts.put(read).onlyIf(attr(Account::cents).gt(1)));

        assertThat(refusal).isNotInstanceOf(StaleVersionException.class);
        assertThat(subject.run(accounts.put(read).onlyIf(attr(Account::cents).eq(1))))
                .isEqualTo(read.at(2));
    }

    @Contract
    void anItemFromBeforeThereWereVersionsCountsAsVersionZero(Subject subject) {
        Table<Account> accounts = accounts(subject);
        Table<Item> unversioned = subject.db().table(accounts.name(), TableSchema.items(KeyAttribute.string("id")));
        String id = subject.newKey();
        subject.run(unversioned.put(Item.of("id", id, "cents", 5)));

        Account read = stored(subject, id);

        assertThat(read).isEqualTo(Account.of(id, 5));
        assertThat(subject.run(accounts.put(read))).isEqualTo(read.at(1));
        subject.run(unversioned.put(Item.of("id", id, "cents", 5, "version", 0)));
        assertThat(subject.run(accounts.update(read).set(Account::cents, 6).returningNew()))
                .isEqualTo(new Account(id, 6, Optional.empty(), 1));
    }

    @Contract
    void dynamicItemsCanHaveVersionsToo(Subject subject) {
        Table<Item> items = subject.shared(
                "versioned items", TableSchema.items(KeyAttribute.string("id")).withStamp(Stamp.version("rev")));
        Item fresh = Item.of("id", subject.newKey(), "n", 1);

        Item first = subject.run(items.put(fresh));
        subject.run(items.update(first).set(attr("n"), (Object) 2));

        assertThat(first).isEqualTo(fresh.with("rev", 1));
        subject.failure(StaleVersionException.class, items.put(first));
        assertThat(subject.run(items.get(first).consistent()))
                .contains(fresh.with("rev", 2).with("n", 2));
    }

    @Contract
    void aTransactionKeepsTheVersions(Subject subject) {
        Table<Account> accounts = accounts(subject);
        Account put = subject.run(accounts.put(Account.of(subject.newKey(), 1)));
        Account updated = subject.run(accounts.put(Account.of(subject.newKey(), 1)));
        Account deleted = subject.run(accounts.put(Account.of(subject.newKey(), 1)));
        Account seen = subject.run(accounts.put(Account.of(subject.newKey(), 1)));

        subject.run(subject.db()
                .transact(
                        accounts.put(put.plus(1)),
                        accounts.update(updated).set(Account::cents, 2),
                        accounts.delete(deleted),
                        accounts.check(seen)));

        assertThat(stored(subject, put.id())).isEqualTo(put.plus(1).at(2));
        assertThat(stored(subject, updated.id())).isEqualTo(updated.plus(1).at(2));
        assertThat(subject.run(accounts.get(deleted))).isEmpty();
        TransactionCanceledException refusal = subject.failure(
                TransactionCanceledException.class,
                subject.db()
                        .transact(
                                accounts.put(put),
                                accounts.update(updated).set(Account::cents, 9),
                                accounts.delete(deleted),
                                accounts.check(seen.at(2)),
                                accounts.upsert(Account.of(subject.newKey(), 1))));
        assertThat(refusal.reasons())
                .extracting(TransactionCanceledException.Reason::isFailure)
                .containsExactly(true, true, true, true, false);
    }

    @Contract
    void aBatchStoresTheNextVersionOnceItIsToldToLookAtNone(Subject subject) {
        Table<Account> accounts = accounts(subject);
        Account fresh = Account.of(subject.newKey(), 1);

        subject.run(subject.db().batchWrite(accounts.put(fresh).ignoringVersion()));

        assertThat(stored(subject, fresh.id())).isEqualTo(fresh.at(1));
    }

    @Contract
    void aRefusalAsAValueSaysWhatIsInPlace(Subject subject) {
        Table<Account> accounts = accounts(subject);
        Account read = overtaken(subject);

        Outcome<Account, Account> outcome = subject.run(accounts.put(read).attempt());

        assertThat(outcome.isApplied()).isFalse();
        Outcome.Refused<Account, Account> refused = (Outcome.Refused<Account, Account>) outcome;
        assertThat(refused.failure()).isInstanceOf(StaleVersionException.class);
        assertThat(refused.existing()).contains(read.plus(1).at(2));
        assertThat(subject.run(accounts.put(read.at(2)).attempt())).isEqualTo(new Outcome.Applied<>(read.at(3)));
    }

    @Contract
    void noIncrementIsLostAmongManyThreads(Subject subject) throws Exception {
        Table<Account> accounts = accounts(subject);
        String id = subject.newKey();
        subject.run(accounts.put(Account.of(id, 0)));

        int threads = 8;
        int rounds = 5;
        Threads.run(threads, rounds, () -> {
            // Each round adds 1 in three ways: read, change and put; the same as an update; and by a counter.
            retryWhileStale(() -> subject.run(accounts.put(
                            subject.run(accounts.get(id).consistent().orThrow()).plus(1))
                    .attempt()));
            retryWhileStale(() -> {
                Account read = subject.run(accounts.get(id).consistent().orThrow());
                return subject.run(accounts.update(read)
                        .set(Account::cents, read.cents() + 1)
                        .attempt());
            });
            subject.run(accounts.update(id).add(Account::cents, 1));
        });

        int writes = 3 * threads * rounds;
        assertThat(stored(subject, id)).isEqualTo(Account.of(id, writes).at(writes + 1));
    }

    private static void retryWhileStale(Callable<Outcome<Account, ?>> write) throws Exception {
        while (!write.call().isApplied()) {
            // Somebody else was faster, and so has made progress.
        }
    }
}

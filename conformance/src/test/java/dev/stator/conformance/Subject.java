package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.stator.Call;
import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.TableSchema;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.StatorException;
import dev.stator.value.Item;
import java.util.UUID;

/** The server under test, seen by one test: how to send calls to it, and tables on it. */
final class Subject {
    private final Stator db;
    private final Mode mode;
    private final Tables ofClass;
    private final Tables ofTest;

    Subject(Stator db, Mode mode, Tables ofClass, Tables ofTest) {
        this.db = db;
        this.mode = mode;
        this.ofClass = ofClass;
        this.ofTest = ofTest;
    }

    Stator db() {
        return db;
    }

    /** Sends a call in this run's mode. */
    <R> R run(Call<R> call) {
        return mode.run(call);
    }

    /** Any action, with JSON in which ' stands for " and %s for each argument; gives the JSON of the reply. */
    @FormatMethod
    Call<String> raw(String action, @FormatString String json, Object... arguments) {
        return db.call(action, json.formatted(arguments).replace('\'', '"'));
    }

    /** Sends a call that must fail with this exception, and gives it. */
    <X extends StatorException> X failure(Class<X> type, Call<?> call) {
        X failure = catchThrowableOfType(type, () -> run(call));
        assertThat(failure).as("a %s", type.getSimpleName()).isNotNull();
        return failure;
    }

    /** Sends a call that the service must refuse as invalid, and gives the service's message. */
    String refusal(Call<?> call) {
        return failure(InvalidRequestException.class, call).failure().message();
    }

    /** A table of records that all tests of the class share; they keep apart by {@link #newKey}. */
    <T> Table<T> shared(Class<T> type) {
        return ofClass.existing(type.getName(), TableSchema.of(type));
    }

    /** A table of items that all tests of the class share, by a label. */
    Table<Item> shared(String label, TableSchema<Item> schema) {
        return ofClass.existing(label, schema);
    }

    /** An empty table for this test alone. */
    <T> Table<T> fresh(TableSchema<T> schema) {
        return ofTest.existing(Tables.newName(), schema);
    }

    /** An empty table for this test alone. */
    <T> Table<T> fresh(Class<T> type) {
        return fresh(TableSchema.of(type));
    }

    /** A table that does not exist yet; dropped after the test if it does by then. */
    <T> Table<T> missing(TableSchema<T> schema) {
        return ofTest.declared(Tables.newName(), schema);
    }

    /** A table that does not exist yet; dropped after the test if it does by then. */
    <T> Table<T> missing(Class<T> type) {
        return missing(TableSchema.of(type));
    }

    /** A partition key that no other test has. */
    String newKey() {
        return UUID.randomUUID().toString();
    }
}

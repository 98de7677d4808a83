package dev.stator.benchmarks.crash;

import dev.stator.Stator;
import dev.stator.Table;

/** The two tables that are written to. */
record Desk(Stator db, Table<Note> notes, Table<Total> totals) {
    static Desk of(Stator db) {
        return new Desk(db, db.table("notes", Note.class), db.table("totals", Total.class));
    }

    /** Makes what there is not yet, all of it with point-in-time recovery; an earlier attempt may have been killed at any step. */
    void setUp() {
        totals.create().ifMissing().execute();
        notes.plan().stream().execute().apply().execute();
        recover(db, "notes");
        recover(db, "totals");
    }

    static void recover(Stator db, String table) {
        db.call("UpdateContinuousBackups", """
                {"TableName":"%s","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true}}""".formatted(table)).execute();
    }
}

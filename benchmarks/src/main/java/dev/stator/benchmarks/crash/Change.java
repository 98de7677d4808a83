package dev.stator.benchmarks.crash;

import dev.stator.Call;
import dev.stator.Delete;
import dev.stator.Put;
import dev.stator.Table;
import dev.stator.TransactAction;
import dev.stator.Update;
import java.util.Map;
import java.util.Optional;

/** What is done to one note: as a call, and as what must come of it. */
sealed interface Change {
    /** The call that does it alone. */
    Call<?> call(Table<Note> notes);

    /** The same as a part of a transaction. */
    TransactAction<?> part(Table<Note> notes);

    /** Does it to notes by their slots. */
    void applyTo(Map<Long, Note> notes);

    record Writing(Note note) implements Change {
        @Override
        public Put<Note> call(Table<Note> notes) {
            return notes.put(note);
        }

        @Override
        public Put<Note> part(Table<Note> notes) {
            return call(notes);
        }

        @Override
        public void applyTo(Map<Long, Note> notes) {
            notes.put(note.slot(), note);
        }
    }

    /** Changes a note, or makes it if it is not there. */
    record Editing(String owner, long slot, long edition, Optional<String> topic, String text) implements Change {
        @Override
        public Update<Note> call(Table<Note> notes) {
            Update<Note> update = notes.update(owner, slot)
                    .set(Note::edition, edition)
                    .set(Note::text, text)
                    .add(Note::changes, 1L);
            return topic.isPresent() ? update.set(Note::topic, topic.get()) : update.remove(Note::topic);
        }

        @Override
        public Update<Note> part(Table<Note> notes) {
            return call(notes);
        }

        @Override
        public void applyTo(Map<Long, Note> notes) {
            Note old = notes.get(slot);
            long changes = old == null ? 0 : old.changes();
            notes.put(slot, new Note(owner, slot, edition, topic, changes + 1, text, Optional.empty()));
        }
    }

    record Erasing(String owner, long slot) implements Change {
        @Override
        public Delete<Note> call(Table<Note> notes) {
            return notes.delete(owner, slot);
        }

        @Override
        public Delete<Note> part(Table<Note> notes) {
            return call(notes);
        }

        @Override
        public void applyTo(Map<Long, Note> notes) {
            notes.remove(slot);
        }
    }
}

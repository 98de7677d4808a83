package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.value.Item;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the library fills in needs a place in the class that holds it. */
class StampTest {
    record Note(@PartitionKey String id, Optional<Instant> changed) {}

    record Computed(@PartitionKey String id, long n) {
        @Version
        @Attribute("v")
        long version() {
            return n;
        }
    }

    @Discriminator("kind")
    sealed interface Post permits Letter, Card {}

    record Letter(@PartitionKey String id, long v) implements Post {}

    record Card(@PartitionKey String id) implements Post {}

    private static void refused(ThrowingCallable call, String... words) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContainingAll(words);
    }

    @Test
    void aClassHasAComponentForEachStamp() {
        TableSchema<Note> notes = TableSchema.of(Note.class);
        Stamp changed = Stamp.modified("changed");
        assertThat(notes.withStamp(changed).stamps()).containsExactly(changed);
        refused(() -> notes.withStamp(Stamp.modified("dt")), "Note", "@Modified attribute dt", "no component");
        refused(() -> notes.withStamp(Stamp.version("v")), "Note", "@Version attribute v", "no component");
        refused(() -> TableSchema.of(Computed.class), "Computed", "@Version attribute v", "no method");
        TableSchema<Post> posts = TableSchema.of(Post.class);
        refused(() -> posts.withStamp(Stamp.version("v")), "Post", "@Version attribute v");
        assertThat(posts.narrowed(Letter.class).withStamp(Stamp.version("v")).version())
                .isPresent();
        TableSchema<Item> items = TableSchema.items(KeyAttribute.string("id"));
        assertThat(items.withStamp(changed).stamps()).containsExactly(changed);
    }
}

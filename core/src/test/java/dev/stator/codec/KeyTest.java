package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys are checked where they are made, so that a wrong one never travels. */
class KeyTest {
    record Alone(@PartitionKey String id) {}

    record Numbered(
            @PartitionKey String id,
            @SortKey @Attribute("no") long number,
            String text) {}

    record Bytes(@PartitionKey Binary id) {}

    record Sparse(
            @PartitionKey String id, @IndexPartitionKey("i") Optional<String> group) {}

    private final TableSchema<Alone> alone = TableSchema.of(Alone.class);
    private final TableSchema<Numbered> numbered = TableSchema.of(Numbered.class);
    private final TableSchema<Bytes> bytes = TableSchema.of(Bytes.class);

    @Test
    void aKeyHoldsTheStoredNames() {
        assertThat(alone.key("a")).isEqualTo(Item.of("id", "a"));
        assertThat(numbered.key("a", 5L)).isEqualTo(Item.of("id", "a", "no", 5));
    }

    @Test
    void aNumberOfAnotherClassIsTakenIfItFits() {
        assertThat(numbered.key("a", 5)).isEqualTo(Item.of("id", "a", "no", 5));
        assertThat(numbered.key("a", new BigDecimal("5.0"))).isEqualTo(Item.of("id", "a", "no", 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> numbered.key("a", 5.5))
                .withMessageContaining("no")
                .withMessageContaining("does not fit in a Long");
        assertThatIllegalArgumentException().isThrownBy(() -> numbered.key("a", Double.NaN));
    }

    @Test
    void bytesOfAnyClassAreTaken() {
        Item key = bytes.key(Binary.of(new byte[] {1}));
        assertThat(bytes.key(new byte[] {1})).isEqualTo(key);
        assertThat(bytes.key(ByteBuffer.wrap(new byte[] {1}))).isEqualTo(key);
    }

    @Test
    void anAttributeValueOfTheRightTypeIsTaken() {
        assertThat(numbered.key(AttributeValue.of("a"), AttributeValue.of(1))).isEqualTo(numbered.key("a", 1L));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alone.key(AttributeValue.of(1)))
                .withMessageContaining("takes a java.lang.String");
    }

    @Test
    void aValueOfAWrongClassIsRefusedWithBothClasses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> numbered.key("a", "b"))
                .withMessage("Key attribute no: found a java.lang.String; the key takes a java.lang.Long");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alone.key(1))
                .withMessage("Key attribute id: found a java.lang.Integer; the key takes a java.lang.String");
    }

    @Test
    void aMissingOrSuperfluousSortKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> numbered.key("a"))
                .withMessageContaining("has a sort key, no");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alone.key("a", 1))
                .withMessageContaining("has no sort key");
    }

    @Test
    void anEmptyKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alone.key(""))
                .withMessageContaining("id")
                .withMessageContaining("empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bytes.key(new byte[0]))
                .withMessageContaining("empty");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> alone.keyOf(new Alone("")))
                .withMessageContaining("empty");
        assertThat(alone.keyOf(new Alone("a"))).isEqualTo(alone.key("a"));
    }

    @Test
    @SuppressWarnings("NullAway")
    void aNullKeyIsRefused() {
        @Nullable String none = null;
        assertThatIllegalArgumentException().isThrownBy(() -> alone.key(none)).withMessageContaining("id: found null");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> alone.keyOf(new Alone(none)))
                .withMessageContaining("Attribute id");
    }

    @Test
    void theKeyOfARecordIsTaken() {
        assertThat(numbered.keyOf(new Numbered("a", 7, "text"))).isEqualTo(numbered.key("a", 7L));
    }

    @Test
    void dynamicItemsHaveKeysToo() {
        TableSchema<Item> schema = TableSchema.items(KeyAttribute.string("id"), KeyAttribute.number("no"))
                .withIndex(IndexSchema.global("by-b", KeyAttribute.binary("b")))
                .withIndex(IndexSchema.local("by-c", KeyAttribute.string("id"), KeyAttribute.string("c")));
        Item item = Item.of("id", "a", "no", 1, "x", true);
        assertThat(schema.keyOf(item)).isEqualTo(Item.of("id", "a", "no", 1));
        assertThat(schema.key("a", 1)).isEqualTo(schema.keyOf(item));
        assertThat(schema.key("a", new BigDecimal("1.5"))).isEqualTo(Item.of("id", "a", "no", 1.5));
        assertThat(schema.index("by-b").partitionKey().type()).isEqualTo(AttributeType.B);
        assertThat(schema.toItem(item)).isEqualTo(item);
        assertThat(schema.fromItem(item)).isEqualTo(item);
        assertUnstorable(schema, Item.of("id", "a"), "no", "no such attribute");
        assertUnstorable(schema, Item.of("id", 1, "no", 1), "id", "takes a java.lang.String");
        assertUnstorable(schema, Item.of("id", "", "no", 1), "id", "empty");
    }

    private static void assertUnstorable(TableSchema<Item> schema, Item item, String path, String problem) {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> schema.keyOf(item))
                .withMessageContaining(problem)
                .satisfies(misfit -> assertThat(misfit.path()).isEqualTo(path));
    }

    @Test
    void contradictingKeysOfDynamicItemsAreRefused() {
        KeyAttribute id = KeyAttribute.string("id");
        TableSchema<Item> schema = TableSchema.items(id, KeyAttribute.number("no"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.items(id, id))
                .withMessageContaining("both");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyAttribute.string(""))
                .withMessageContaining("empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyAttribute("a", AttributeType.BOOL, id.codec()))
                .withMessageContaining("BOOL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema.withIndex(IndexSchema.global("i", KeyAttribute.string("no"))))
                .withMessageContaining("once as N and once as S");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        schema.withIndex(IndexSchema.local("i", KeyAttribute.string("x"), KeyAttribute.string("y"))))
                .withMessageContaining("instead of the table's, id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IndexSchema.global("", id))
                .withMessageContaining("empty name");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new IndexSchema("i", IndexSchema.Kind.LOCAL, List.of(id), List.of(), IndexProjection.ALL))
                .withMessageContaining("no sort key");
    }

    @Test
    void anIndexKeyMayBeAbsentButNotEmpty() {
        TableSchema<Sparse> schema = TableSchema.of(Sparse.class);
        assertThat(schema.toItem(new Sparse("a", Optional.empty()))).isEqualTo(Item.of("id", "a"));
        assertThat(schema.toItem(new Sparse("a", Optional.of("g")))).isEqualTo(Item.of("id", "a", "group", "g"));
        MisfitTest.assertMisfit(() -> schema.toItem(new Sparse("a", Optional.of(""))), "group", "empty");
        MisfitTest.assertMisfit(() -> schema.toItem(new Sparse("", Optional.of("g"))), "id", "empty");
    }
}

package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TreeTokensTest {
    @Test
    void aTreeThatIsWrittenAndReadStaysTheSame() {
        Item item = Wire.item(GoldenRecordTest.GOLDEN);
        TreeItemWriter out = new TreeItemWriter();
        item.writeTo(out);
        assertThat(out.item()).isEqualTo(item);
        assertThat(Item.readFrom(new TreeItemReader(item))).isEqualTo(item);
        AttributeValue value = AttributeValue.of(List.of(1, Set.of("a"), List.of()));
        assertThat(AttributeValue.readFrom(new TreeItemReader(value))).isEqualTo(value);
    }

    @Test
    void tokensOutOfOrderAreRefused() {
        assertThatIllegalStateException().isThrownBy(() -> new TreeItemWriter().item());
        assertThatIllegalStateException().isThrownBy(() -> new TreeItemWriter().value());
        assertThatIllegalStateException().isThrownBy(() -> new TreeItemWriter().name("a"));
        assertThatIllegalStateException().isThrownBy(() -> new TreeItemWriter().endMap());
        assertThatIllegalStateException().isThrownBy(() -> new TreeItemWriter().endSet());
        TreeItemWriter item = new TreeItemWriter();
        item.startItem();
        assertThatIllegalStateException().isThrownBy(() -> item.string("x"));
        assertThatIllegalStateException().isThrownBy(item::item);
        item.name("a");
        assertThatIllegalStateException().isThrownBy(item::endItem);
        item.string("x");
        item.endItem();
        assertThat(item.item()).isEqualTo(Item.of("a", "x"));
        assertThatIllegalStateException().isThrownBy(item::startItem);
        TreeItemWriter set = new TreeItemWriter();
        set.startSet(AttributeType.NS);
        assertThatIllegalStateException().isThrownBy(() -> set.string("x"));
        set.number(1);
        set.endSet();
        assertThat(set.value()).isEqualTo(AttributeValue.of(Set.of(1)));
        assertThatIllegalStateException().isThrownBy(() -> set.bool(true));
    }

    @Test
    void askingForWhatIsNotThereIsMisuse() {
        TreeItemReader in = new TreeItemReader(AttributeValue.of("x"));
        assertThatIllegalStateException().isThrownBy(in::number);
        assertThatIllegalStateException().isThrownBy(in::startItem);
        assertThatIllegalStateException().isThrownBy(in::startSet);
        assertThatIllegalStateException().isThrownBy(in::nextElement);
        assertThat(in.string()).isEqualTo("x");
        assertThatIllegalStateException().isThrownBy(in::type);
    }
}

package dev.stator.engine.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeyBytesTest {
    @Provide
    Arbitrary<BigDecimal> numbers() {
        Arbitrary<BigInteger> digits = Arbitraries.bigIntegers()
                .between(
                        BigInteger.TEN.pow(38).negate().add(BigInteger.ONE),
                        BigInteger.TEN.pow(38).subtract(BigInteger.ONE));
        Arbitrary<BigInteger> small =
                Arbitraries.integers().between(-1100, 1100).map(BigInteger::valueOf);
        return Combinators.combine(
                        Arbitraries.oneOf(digits, small), Arbitraries.integers().between(-87, 130))
                .as(BigDecimal::new)
                .map(number -> number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros())
                .filter(number -> NumberText.rangeProblem(number) == null);
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes()
                .between((byte) -2, (byte) 2)
                .array(byte[].class)
                .ofMaxSize(6);
    }

    @Property(tries = 3000)
    void numbersSortAsTheirBytes(@ForAll("numbers") BigDecimal left, @ForAll("numbers") BigDecimal right) {
        assertOrder(number(left), number(right), left.compareTo(right));
    }

    @Property
    void nearNumbersSortAsTheirBytes(@ForAll("numbers") BigDecimal number) {
        BigDecimal longer = number.setScale(number.scale() + 1).add(BigDecimal.ONE.movePointLeft(number.scale() + 1));
        if (NumberText.rangeProblem(longer) == null) {
            assertOrder(number(number), number(longer), -1);
            assertOrder(number(number.negate()), number(longer.negate()), 1);
        }
    }

    @Property
    void stringsSortAsTheirCodePoints(@ForAll String left, @ForAll String right) {
        byte[] a = left.getBytes(StandardCharsets.UTF_8);
        byte[] b = right.getBytes(StandardCharsets.UTF_8);
        assertOrder(new AttributeValue.S(left), new AttributeValue.S(right), Arrays.compareUnsigned(a, b));
    }

    @Property(tries = 3000)
    void binariesSortAsTheirBytesWhateverFollows(
            @ForAll("bytes") byte[] left,
            @ForAll("bytes") byte[] right,
            @ForAll("bytes") byte[] next,
            @ForAll("bytes") byte[] otherNext) {
        int order = Arrays.compareUnsigned(left, right);
        assertOrder(binary(left), binary(right), order);
        if (order != 0) {
            byte[] a = part(new KeyBytes(part(new KeyBytes(), binary(left))), binary(next));
            byte[] b = part(new KeyBytes(part(new KeyBytes(), binary(right))), binary(otherNext));
            assertThat(Integer.signum(Arrays.compareUnsigned(a, b))).isEqualTo(Integer.signum(order));
        }
    }

    @Property
    void everythingThatBeginsWithAPrefixBeginsWithItsBytes(
            @ForAll("bytes") byte[] prefix, @ForAll("bytes") byte[] rest) {
        byte[] whole = Arrays.copyOf(prefix, prefix.length + rest.length);
        System.arraycopy(rest, 0, whole, prefix.length, rest.length);
        byte[] beginning = new KeyBytes().beginning(prefix).toByteArray();
        assertThat(Arrays.copyOf(part(new KeyBytes(), binary(whole)), beginning.length))
                .isEqualTo(beginning);
    }

    @Example
    void partitionsLieWhereTheServicePutsThem() {
        assertThat(slice(new AttributeValue.S("3635"))).isZero();
        assertThat(slice(new AttributeValue.S("228"))).isZero();
        assertThat(slice(new AttributeValue.S("1668"))).isEqualTo(1);
        assertThat(slice(new AttributeValue.S("3435"))).isEqualTo(4);
        assertThat(slice(number(new BigDecimal(251)))).isEqualTo(1);
        assertThat(slice(number(new BigDecimal(2388)))).isEqualTo(4095);
    }

    @Example
    void theGreatestAndTheLeastNumbersSort() {
        List<String> ascending = List.of(
                "-9.9999999999999999999999999999999999999E+125",
                "-1",
                "-1E-130",
                "0",
                "1E-130",
                "1E-129",
                "0.1",
                "1",
                "10",
                "99",
                "100",
                "9.9999999999999999999999999999999999999E+125");
        for (int i = 1; i < ascending.size(); i++) {
            assertOrder(number(new BigDecimal(ascending.get(i - 1))), number(new BigDecimal(ascending.get(i))), -1);
        }
    }

    private static int slice(AttributeValue value) {
        byte[] key = new KeyBytes().hash(KeyBytes.plain(value)).toByteArray();
        return ((key[0] & 0xFF) << 4) | ((key[1] & 0xFF) >> 4);
    }

    private static AttributeValue number(BigDecimal number) {
        return new AttributeValue.N(number);
    }

    private static AttributeValue binary(byte[] bytes) {
        return new AttributeValue.B(Binary.of(bytes));
    }

    private static byte[] part(KeyBytes key, AttributeValue value) {
        return key.part(value, KeyBytes.plain(value)).toByteArray();
    }

    private static void assertOrder(AttributeValue left, AttributeValue right, int order) {
        byte[] a = part(new KeyBytes(), left);
        byte[] b = part(new KeyBytes(), right);
        assertThat(Integer.signum(Arrays.compareUnsigned(a, b))).isEqualTo(Integer.signum(order));
        if (order != 0) {
            assertThat(Arrays.copyOf(a, Math.min(a.length, b.length)))
                    .isNotEqualTo(Arrays.copyOf(b, Math.min(a.length, b.length)));
        }
    }
}

package dev.stator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts were made by {@code botocore.paginate.TokenEncoder} of botocore 1.43.11. */
class PaginationTokenTest {
    private static Arguments token(Item startKey, int truncateAmount, String text) {
        return Arguments.of(new PaginationToken(Optional.ofNullable(startKey), truncateAmount), text);
    }

    private static Binary bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Binary.of(bytes);
    }

    static Stream<Arguments> tokensOfBoto3() {
        return Stream.of(
                token(Item.of("id", "a"), 0, "eyJFeGNsdXNpdmVTdGFydEtleSI6IHsiaWQiOiB7IlMiOiAiYSJ9fX0="),
                token(
                        Item.of("id", "a", "at", new BigDecimal("12.5")),
                        3,
                        "eyJFeGNsdXNpdmVTdGFydEtleSI6IHsiaWQiOiB7IlMiOiAiYSJ9LCAiYXQiOiB7Ik4iOiAiMTIuNSJ9fSwgImJvdG9fdHJ1"
                                + "bmNhdGVfYW1vdW50IjogM30="),
                token(
                        Item.of("id", bytes(0, 255, 16), "at", -1),
                        0,
                        "eyJFeGNsdXNpdmVTdGFydEtleSI6IHsiaWQiOiB7IkIiOiAiQVA4USJ9LCAiYXQiOiB7Ik4iOiAiLTEifX0sICJib3RvX2Vu"
                                + "Y29kZWRfa2V5cyI6IFtbIkV4Y2x1c2l2ZVN0YXJ0S2V5IiwgImlkIiwgIkIiXV19"),
                token(
                        Item.of("id", bytes('a', 'b'), "at", bytes('c')),
                        7,
                        "eyJFeGNsdXNpdmVTdGFydEtleSI6IHsiaWQiOiB7IkIiOiAiWVdJPSJ9LCAiYXQiOiB7IkIiOiAiWXc9PSJ9fSwgImJvdG9f"
                                + "dHJ1bmNhdGVfYW1vdW50IjogNywgImJvdG9fZW5jb2RlZF9rZXlzIjogW1siRXhjbHVzaXZlU3RhcnRLZXki"
                                + "LCAiaWQiLCAiQiJdLCBbIkV4Y2x1c2l2ZVN0YXJ0S2V5IiwgImF0IiwgIkIiXV19"),
                token(null, 2, "eyJFeGNsdXNpdmVTdGFydEtleSI6IG51bGwsICJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDJ9"),
                token(
                        Item.of("id", "é\"\\/\n\t😀\u007f\u0001"),
                        0,
                        "eyJFeGNsdXNpdmVTdGFydEtleSI6IHsiaWQiOiB7IlMiOiAiXHUwMGU5XCJcXC9cblx0XHVkODNkXHVkZTAwXHUwMDdmXHUw"
                                + "MDAxIn19fQ=="));
    }

    @ParameterizedTest
    @MethodSource("tokensOfBoto3")
    void tokensAreThoseOfBoto3ToTheByte(PaginationToken token, String text) {
        assertThat(token.encode()).isEqualTo(text);
        assertThat(PaginationToken.decode(text)).isEqualTo(token);
    }

    @Test
    void plainStringsOfAResourcesClientAreTaken() {
        assertThat(PaginationToken.decode("eyJFeGNsdXNpdmVTdGFydEtleSI6IHsiaWQiOiAiYSJ9fQ==")
                        .startKey())
                .contains(Item.of("id", "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%%%",
                "bm90IGpzb24=",
                "W10=",
                "eyJPdGhlciI6IDF9",
                "eyJFeGNsdXNpdmVTdGFydEtleSI6IDF9",
                "eyJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDk5OTk5OTk5OTk5fQ==",
                "eyJib3RvX3RydW5jYXRlX2Ftb3VudCI6IC0xfQ=="
            })
    void whatIsNoTokenIsRefused(String text) {
        assertThatThrownBy(() -> PaginationToken.decode(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pagination token");
    }
}

package dev.stator;

import static dev.stator.testing.ScriptedTransport.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.User.Order;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.expression.KeyCondition;
import dev.stator.testing.ScriptedTransport;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CursorsTest {
    private static final byte[] SECRET = "sixteen bytes or more".getBytes(UTF_8);
    private static final Item ANN = Item.of("email", "a@x.org", "joined", "2020-01-01T00:00:00.000000000Z");

    /** How cursors are made. */
    enum Form {
        OPEN {
            @Override
            StatorBuilder builder() {
                return Stator.builder();
            }
        },
        SEALED {
            @Override
            StatorBuilder builder() {
                return Stator.builder().cursorSecret(SECRET);
            }
        };

        abstract StatorBuilder builder();

        Stator client() {
            return builder()
                    .transport(new ScriptedTransport().always(request -> ok("{}")))
                    .build();
        }

        Table<User> users() {
            return client().table("users", User.class);
        }
    }

    private static void refused(Listing<?, ?> listing, String cursor) {
        assertThatThrownBy(() -> listing.after(cursor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cursor")
                .hasMessageContaining("table");
    }

    private static void fine(Listing<?, ?> listing, String cursor) {
        assertThatCode(() -> listing.after(cursor)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void aCursorLeadsOnInItsOwnQueryAlone(Form form) {
        Table<User> users = form.users();
        Query<User> query = users.query("a@x.org");
        String cursor = query.cursor(ANN);
        fine(query, cursor);
        fine(query.limit(5).consistent().sortKey(KeyCondition.lt(Instant.EPOCH)), cursor);
        refused(users.query("b@x.org"), cursor);
        refused(query.newestFirst(), cursor);
        refused(users.scan(), cursor);
        refused(users.index("by-name").query("Ann"), cursor);
        refused(form.client().table("others", User.class).query("a@x.org"), cursor);
    }

    @ParameterizedTest
    @EnumSource
    void aCursorOfAScanLeadsOnInItsOwnSegmentsAlone(Form form) {
        Scan<User> scan = form.users().scan();
        String cursor = scan.segment(1, 4).cursor(ANN);
        fine(scan.segment(1, 4), cursor);
        refused(scan, cursor);
        refused(scan.segment(2, 4), cursor);
        refused(scan.segment(1, 5), cursor);
        refused(scan.parallel(4, 4), cursor);
        refused(form.client().table("orders", Order.class).scan().segment(1, 4), cursor);
    }

    @ParameterizedTest
    @EnumSource
    void anyCursorIsSafeInAnAddressAndTheSameEachTime(Form form) {
        Scan<User> scan = form.users().scan();
        Item key = Item.of("email", "ÿ~?>".repeat(40), "joined", "2020");
        assertThat(scan.cursor(key)).matches("[A-Za-z0-9_-]+").isEqualTo(scan.cursor(key));
        assertThat(scan.cursor(ANN)).isNotEqualTo(scan.cursor(key));
    }

    @ParameterizedTest
    @EnumSource
    void keysComeBackExactly(Form form) {
        TableSchema<Item> schema = TableSchema.items(KeyAttribute.number("n"), KeyAttribute.binary("b"));
        Scan<Item> scan = form.client().table("things", schema).scan();
        Item key = Item.of(
                "n", new BigDecimal("-12345678901234567890.123456789012345678"), "b", Binary.of(new byte[] {0, -1}));
        assertThat(scan.after(scan.cursor(key)).options.place()).contains(key);
    }

    @ParameterizedTest
    @EnumSource
    void aCursorThatWasChangedAnywhereIsRefused(Form form) {
        Query<User> query = form.users().query("a@x.org");
        byte[] bytes = Base64.getUrlDecoder().decode(query.cursor(ANN));
        int changed = form == Form.SEALED ? bytes.length : 9;
        for (int i = 0; i < changed; i++) {
            byte[] forged = bytes.clone();
            forged[i] ^= 1;
            refused(query, Base64.getUrlEncoder().encodeToString(forged));
        }
        refused(
                query,
                Base64.getUrlEncoder().encodeToString(List.of(1).toString().getBytes(UTF_8)));
        fine(query, Base64.getUrlEncoder().encodeToString(bytes));
    }

    @ParameterizedTest
    @EnumSource
    void onlyASealedCursorHidesTheKey(Form form) {
        String inside =
                new String(Base64.getUrlDecoder().decode(form.users().scan().cursor(ANN)), UTF_8);
        assertThat(inside.contains("a@x.org")).isEqualTo(form == Form.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void cursorsOfAnotherSecretOrNoneAreRefused(Form form) {
        String cursor = form.users().query("a@x.org").cursor(ANN);
        Stator other = Stator.builder()
                .cursorSecret("another secret, as long".getBytes(UTF_8))
                .transport(new ScriptedTransport())
                .build();
        refused(other.table("users", User.class).query("a@x.org"), cursor);
        Form otherForm = form == Form.OPEN ? Form.SEALED : Form.OPEN;
        refused(otherForm.users().query("a@x.org"), cursor);
        fine(form.users().query("a@x.org"), cursor);
    }

    @Test
    void aSecretCanBeReplacedWithoutBreakingTheCursorsThatAreOut() {
        byte[] next = "the next secret, as long".getBytes(UTF_8);
        Stator replaced = Stator.builder()
                .cursorSecret(next, "one that is older".getBytes(UTF_8), SECRET)
                .transport(new ScriptedTransport())
                .build();
        Query<User> query = replaced.table("users", User.class).query("a@x.org");
        String before = Form.SEALED.users().query("a@x.org").cursor(ANN);
        assertThat(query.after(before).options.place()).contains(ANN);
        String after = query.cursor(ANN);
        assertThat(query.after(after).options.place()).contains(ANN);
        refused(Form.SEALED.users().query("a@x.org"), after);
        refused(query, before.substring(1));
    }

    @ParameterizedTest
    @EnumSource
    void aParallelScansCursorIsAPlaceInEachSegment(Form form) {
        Scan<User> scan = form.users().scan().parallel(3, 2);
        Item place = Item.of("0", ANN, "2", Item.empty());
        assertThat(scan.after(scan.cursor(place)).options.place()).contains(place);
        String beyond = scan.cursor(Item.of("3", ANN));
        String wrong = scan.cursor(Item.of("1", Item.of("email", 1, "joined", "x")));
        assertThatThrownBy(() -> scan.after(beyond)).hasMessageContaining("segment");
        assertThatThrownBy(() -> scan.after(wrong)).hasMessageContaining("type S");
    }

    @ParameterizedTest
    @EnumSource
    void aSecretIsLongEnough(Form form) {
        assertThatThrownBy(() -> form.builder().cursorSecret(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16");
        assertThatCode(() -> form.builder().cursorSecret(new byte[16])).doesNotThrowAnyException();
    }
}

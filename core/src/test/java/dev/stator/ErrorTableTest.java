package dev.stator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.error.ServiceException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.testing.ScriptedTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table from code to class as users meet it: when the service answers with a code, a call throws what the code's page says. */
class ErrorTableTest {
    private static final Pattern NAME = Pattern.compile("^# (\\w+)");
    private static final Pattern CODE = Pattern.compile("`(\\w+)`");

    /** Each code on the page of an exception of the service, which the page names in its first lines. */
    static List<Arguments> codes() throws IOException {
        List<Arguments> codes = new ArrayList<>();
        try (Stream<Path> pages = Files.list(Path.of("..", "docs", "errors"))) {
            for (Path page : pages.sorted().toList()) {
                String text = Files.readString(page);
                Matcher name = NAME.matcher(text);
                if (name.find() && isOfService(name.group(1))) {
                    Matcher code = CODE.matcher(text.lines().skip(2).findFirst().orElse(""));
                    while (code.find()) {
                        codes.add(Arguments.of(code.group(1), name.group(1)));
                    }
                }
            }
        }
        return codes;
    }

    /** Whether this is what a code becomes by itself, not what a call makes of that with what it knows besides. */
    private static boolean isOfService(String exception) {
        try {
            return Class.forName("dev.stator.error." + exception).getSuperclass() == ServiceException.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCodeThrowsTheClassOfItsPage(String code, String exception) throws IOException {
        ScriptedTransport service = new ScriptedTransport().always(request -> ScriptedTransport.failure(400, code));
        Stator db = Stator.builder().transport(service).retry(Mode.QUICK).build();
        ServiceException failure = catchThrowableOfType(
                ServiceException.class,
                () -> db.table("orders", User.Order.class).get(1).execute());
        assertThat(failure.getClass().getSimpleName()).isEqualTo(exception);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.action()).contains("GetItem");
        assertThat(failure.table()).contains("orders");
        assertThat(failure.requestId()).contains("R1");
        assertThat(failure.attempts()).isEqualTo(service.requests().size());
        assertThat(failure.serviceMessage()).isEqualTo("Said the service");
        assertThat(failure.toMap()).containsEntry("type", exception).containsEntry("code", code);
        assertThat(Files.readString(Path.of("..").resolve(failure.helpPage()))).contains("`" + code + "`");
    }

    @ParameterizedTest
    @MethodSource("codes")
    void whenAnAttemptBeforeMayHaveBeenDoneTheMessageSaysSo(String code, String exception) {
        ScriptedTransport lossy = new ScriptedTransport()
                .fail(new TransportException(Kind.CONNECTION_LOST, "Lost", null))
                .always(request -> ScriptedTransport.failure(400, code));
        ScriptedTransport sound = new ScriptedTransport().always(request -> ScriptedTransport.failure(400, code));
        ServiceException open = failureOfPut(lossy);
        assertThat(open.getClass().getSimpleName()).isEqualTo(exception);
        assertThat(open.mayHaveApplied()).isTrue();
        assertThat(open).hasMessageContaining("may have been done");
        ServiceException surely = failureOfPut(sound);
        if (!surely.mayHaveApplied()) {
            assertThat(surely.getMessage()).doesNotContain("may have been done");
        }
    }

    private static ServiceException failureOfPut(ScriptedTransport service) {
        Stator db = Stator.builder().transport(service).retry(Mode.QUICK).build();
        return catchThrowableOfType(
                ServiceException.class,
                () -> db.table("orders", User.Order.class)
                        .put(new User.Order(1, Optional.empty()))
                        .execute());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aCodeMeansTheSameWhateverItsStatus(String code, String exception) {
        ScriptedTransport service = new ScriptedTransport().always(request -> ScriptedTransport.failure(500, code));
        Stator db = Stator.builder().transport(service).retry(Mode.QUICK).build();
        ServiceException failure = catchThrowableOfType(
                ServiceException.class, () -> db.call("Any", "{}").execute());
        assertThat(failure.getClass().getSimpleName()).isEqualTo(exception);
    }
}

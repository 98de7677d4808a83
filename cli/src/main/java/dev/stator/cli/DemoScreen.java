package dev.stator.cli;

import dev.stator.Call;
import dev.stator.Measured;
import dev.stator.Page;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.ServiceException;
import dev.stator.error.TransactionCanceledException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the demo prints: for each step its code, its result and its cost. */
final class DemoScreen {
    private static final int SHOWN = 5;

    private final PrintWriter out;

    DemoScreen(PrintWriter out) {
        this.out = out;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    void heading(String text) {
        line("");
        line("# " + text);
    }

    /** Runs a call and prints what it gave; gives it too. */
    <R> R show(String code, Call<R> call, Function<R, List<String>> result) {
        line("  " + code + ".execute()");
        return print(call.measured().execute(), result);
    }

    /** The same with the call's asynchronous form. */
    <R> R showAsync(String code, Call<R> call, Function<R, List<String>> result) {
        line("  " + code + ".executeAsync()");
        return print(call.measured().executeAsync().join(), result);
    }

    private <R> R print(Measured<R> measured, Function<R, List<String>> result) {
        result.apply(measured.value()).forEach(row -> line("    " + row));
        line(String.format(
                Locale.ROOT,
                "    [%s, %s capacity units, %.2f ms]",
                requests(measured.requests()),
                measured.capacity().total(),
                measured.time().toNanos() / 1e6));
        return measured.value();
    }

    /** Runs a call that the service refuses, and prints what the exception says. */
    void refused(String code, Call<?> call) {
        line("  " + code + ".execute()");
        long began = System.nanoTime();
        ServiceException refusal = refusalOf(call);
        double millis = (System.nanoTime() - began) / 1e6;
        line("    " + refusal.getClass().getSimpleName());
        if (refusal instanceof ConditionFailedException failed) {
            failed.existing().ifPresent(item -> line("    existing: " + item));
        } else if (refusal instanceof TransactionCanceledException cancelled) {
            for (int i = 0; i < cancelled.reasons().size(); i++) {
                TransactionCanceledException.Reason reason = cancelled.reasons().get(i);
                line("    action " + i + ": " + reason.code() + (reason.isFailure() ? ", " + reason.message() : ""));
                reason.existing().ifPresent(item -> line("      existing: " + item));
            }
        }
        line(String.format(
                Locale.ROOT,
                "    [%s, capacity not told for a refused write, %.2f ms]",
                requests(refusal.failure().attempts()),
                millis));
    }

    private static ServiceException refusalOf(Call<?> call) {
        try {
            call.execute();
        } catch (ServiceException refusal) {
            return refusal;
        }
        throw new IllegalStateException("The engine did what it should have refused");
    }

    private static String requests(int number) {
        return number + (number == 1 ? " request" : " requests");
    }

    static List<String> one(Object item) {
        return List.of(item.toString());
    }

    static List<String> optional(Optional<?> item) {
        return List.of(item.map(Object::toString).orElse("nothing"));
    }

    static List<String> list(List<?> items) {
        List<String> rows = new ArrayList<>();
        items.stream().limit(SHOWN).map(Object::toString).forEach(rows::add);
        if (items.size() > SHOWN) {
            rows.add("… and " + (items.size() - SHOWN) + " more");
        }
        return rows;
    }

    static List<String> page(Page<?> page) {
        List<String> rows = new ArrayList<>(list(page.items()));
        rows.add(page.evaluated() + " items evaluated; cursor " + page.cursor().orElse("none: that was all"));
        return rows;
    }
}

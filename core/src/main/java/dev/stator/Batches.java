package dev.stator;

import dev.stator.error.FailedCall;
import dev.stator.error.StatorException;
import dev.stator.internal.run.Lanes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What batches have in common. */
final class Batches {
    /** How many requests of one batch are under way at once. */
    static final int AT_ONCE = 4;

    private Batches() {}

    static int atOnce(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("atOnce(" + requests + "): at least one request is under way at once");
        }
        return requests;
    }

    /**
     * Throws if something is left.
     *
     * @param stalled the request that left it undone, if there is no failure
     * @param done what was done to the others
     * @param all how many there are together
     */
    static void refuseRest(
            List<? extends Call<?>> left,
            Optional<StatorException> failure,
            Optional<FailedCall> stalled,
            String done,
            int all,
            FoundItems found,
            boolean mayHaveApplied) {
        if (left.isEmpty()) {
            return;
        }
        String reason = failure.map(e -> "the rest failed: " + e.getMessage())
                .orElse("the service left the rest undone, however often it was sent again");
        BatchIncompleteException incomplete = new BatchIncompleteException(
                (all - left.size()) + " of " + all + " items were " + done + "; " + reason
                        + ". Send again what unprocessed() gives",
                left,
                found,
                mayHaveApplied,
                failure.orElse(null));
        if (failure.isEmpty()) {
            stalled.ifPresent(incomplete::happenedIn);
        }
        throw incomplete;
    }

    /**
     * What a call fails with that had a request of its own for each of these, of which not all gave results.
     *
     * @param done what was done to those that did, and where
     * @param deleted what to tell of deletes one by one
     */
    static BatchIncompleteException incomplete(
            List<? extends Call<?>> calls, Lanes.Outcome<?> outcome, String done, List<? extends Deleted<?>> deleted) {
        List<Call<?>> left = new ArrayList<>();
        Map<Call<?>, StatorException> failures = new HashMap<>();
        int lost = 0;
        for (int number = 0; number < calls.size(); number++) {
            if (!outcome.results().containsKey(number)) {
                left.add(calls.get(number));
                StatorException failure = outcome.failures().get(number);
                if (failure != null) {
                    failures.put(calls.get(number), failure);
                    lost += failure.mayHaveApplied() ? 1 : 0;
                }
            }
        }
        return new BatchIncompleteException(
                told(outcome, calls.size(), lost, done),
                left,
                failures,
                deleted,
                !outcome.results().isEmpty() || outcome.isAmbiguous(),
                outcome.failure().orElseThrow());
    }

    private static String told(Lanes.Outcome<?> outcome, int all, int lost, String done) {
        List<StatorException> refused = outcome.refusals();
        int rest = all - outcome.results().size() - outcome.failures().size();
        StringBuilder told = new StringBuilder()
                .append(outcome.results().size())
                .append(" of ")
                .append(all)
                .append(" items were ")
                .append(done);
        if (!refused.isEmpty()) {
            told.append("; ")
                    .append(refused.size())
                    .append(" refused, the first so: ")
                    .append(refused.get(0).getMessage());
        }
        if (lost > 0) {
            told.append("; ").append(lost).append(" perhaps, as no reply came");
        }
        if (rest > 0) {
            told.append("; ").append(rest).append(" not sent");
        }
        outcome.ending().ifPresent(reason -> told.append("; what ended it: ").append(reason.getMessage()));
        return told.append(". unprocessed() gives all that are not known to be done, and failureOf(…) why one is not:"
                        + " those without a failure were not sent")
                .toString();
    }

    /**
     * What a call that goes on page by page fails with: the failure itself if nothing was done.
     *
     * @param soFar what it had done
     * @param some whether anything was done, or may have been
     * @param advice what to do, as the end of the message
     */
    static StatorException afterSome(String soFar, boolean some, StatorException failure, String advice) {
        return some
                ? new BatchIncompleteException(
                        soFar + " when it failed: " + failure.getMessage() + advice,
                        failure instanceof BatchIncompleteException incomplete ? incomplete.unprocessed() : List.of(),
                        FoundItems.none(),
                        true,
                        failure)
                : failure;
    }
}

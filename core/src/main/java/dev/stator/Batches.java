package dev.stator;

import dev.stator.error.FailedCall;
import dev.stator.error.StatorException;
import java.util.List;
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
}

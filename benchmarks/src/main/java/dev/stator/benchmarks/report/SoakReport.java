package dev.stator.benchmarks.report;

import java.time.Duration;
import java.util.Map;

/**
 * What a soak saw.
 *
 * @param requests requests, each with all of its attempts
 * @param retries attempts beyond the first
 * @param failed requests that failed for good
 * @param errors how attempts failed, by code
 * @param faults what was done to them
 * @param connections connections that the client opened
 * @param leaked connections that were neither free after the load nor closed after the client
 * @param acknowledged writes that were told to be done
 * @param open writes that may have been done, as the client said, or as it is with calls that were cancelled
 * @param cancelled calls that were cancelled under way
 * @param lost acknowledged writes that were not there
 * @param doubled writes that were there more often than asked for, or although told not to be done
 * @param unpaired halves of transactions without the other, and writes over the version of another
 * @param wrong reads that gave what cannot be, and items that are stored otherwise than they were written
 */
public record SoakReport(
        Duration took,
        int workers,
        long seed,
        long requests,
        long retries,
        long failed,
        Map<String, Long> errors,
        Map<String, Long> faults,
        long connections,
        long leaked,
        long acknowledged,
        long open,
        long cancelled,
        long lost,
        long doubled,
        long unpaired,
        long wrong) {

    /** Whether something was written at all, and nothing lost, doubled, torn, misread or leaked. */
    public boolean isClean() {
        return acknowledged > 0 && lost + doubled + unpaired + wrong + leaked == 0;
    }

    /** The page. */
    public String markdown(Surroundings surroundings) {
        StringBuilder page = new StringBuilder("""
                # Soak

                Written by the command below, from what that run saw: load over HTTP on a road that drops connections, holds up bytes and cuts
                replies, to an engine that throttles, fails, leaves parts of batches and cancels transactions; some calls are cancelled under way. Afterwards
                what the client was told of each write is compared with what is stored.

                """);
        page.append(surroundings.markdown())
                .append("\n| what must be zero | |\n|---|---:|\n")
                .append(row("lost writes", lost))
                .append(row("doubled writes", doubled))
                .append(row("transactions torn apart, and updates lost to others", unpaired))
                .append(row("wrong reads, and items stored otherwise than written", wrong))
                .append(row("leaked connections", leaked))
                .append("\n| what was done | |\n|---|---:|\n")
                .append("| seconds | %.0f |%n".formatted(took.toMillis() / 1e3))
                .append(row("requests", requests))
                .append(row("retries", retries))
                .append(row("requests that failed for good", failed))
                .append(row("writes that were acknowledged", acknowledged))
                .append(row("writes that may have been done, as the client said or since they were cancelled", open))
                .append(row("calls that were cancelled under way", cancelled))
                .append(row("connections opened", connections))
                .append("\n| what happened to them | times |\n|---|---:|\n");
        faults.forEach((fault, times) -> page.append(row(fault, times)));
        page.append("\n| how attempts failed | times |\n|---|---:|\n");
        errors.forEach((code, times) -> page.append(row(code, times)));
        return page.toString();
    }

    private static String row(String name, long number) {
        return "| %s | %,d |%n".formatted(name, number);
    }
}

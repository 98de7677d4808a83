package dev.stator.benchmarks.report;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The table of the JMH benchmarks. */
public record MicroBenchmarks(List<RunResult> results) {

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    public MicroBenchmarks(Collection<RunResult> results) {
        this(List.copyOf(results));
    }

    public MicroBenchmarks {
        results = List.copyOf(results);
    }

    /** The section for the page. */
    public String markdown(Surroundings surroundings) {
        StringBuilder text = new StringBuilder("## Codec and signing\n\n").append(surroundings.markdown());
        text.append("\n| benchmark | score | error (99.9 %) | unit | bytes per call |\n|---|---:|---:|---|---:|\n");
        for (RunResult result : results) {
            Result<?> score = result.getPrimaryResult();
            Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
            String[] name = result.getParams().getBenchmark().split("\\.", -1);
            text.append("| ")
                    .append(name[name.length - 2])
                    .append('.')
                    .append(name[name.length - 1])
                    .append(" | ")
                    .append(Spread.number(score.getScore()))
                    .append(" | ")
                    .append(
                            Double.isNaN(score.getScoreError())
                                    ? "unknown"
                                    : "± " + Spread.number(score.getScoreError()))
                    .append(" | ")
                    .append(score.getScoreUnit())
                    .append(" | ")
                    .append(allocation == null ? "" : Spread.number(allocation.getScore()))
                    .append(" |\n");
        }
        return text.toString();
    }
}

package dev.stator.benchmarks.report;

import dev.stator.benchmarks.workload.Operation;

/** What one number is about: a contender, doing one operation, with so many calls in flight. */
public record Cell(String contender, Operation operation, int inFlight) {

    Cell of(String otherContender) {
        return new Cell(otherContender, operation, inFlight);
    }
}

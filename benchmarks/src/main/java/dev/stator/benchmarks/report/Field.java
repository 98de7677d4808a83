package dev.stator.benchmarks.report;

import dev.stator.benchmarks.workload.Contender;
import java.util.List;

/**
 * Who ran, in the order of the tables.
 *
 * @param references those of them that all are compared with
 */
public record Field(List<Contender> contenders, List<Contender> references) {

    public Field {
        contenders = List.copyOf(contenders);
        references = List.copyOf(references);
    }

    /** A field in which those with the given names are the references; names that did not run are passed over. */
    public static Field of(List<Contender> contenders, List<String> references) {
        return new Field(
                contenders,
                contenders.stream()
                        .filter(contender -> references.contains(contender.id()))
                        .toList());
    }
}

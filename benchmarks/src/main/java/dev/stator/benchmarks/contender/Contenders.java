package dev.stator.benchmarks.contender;

import dev.stator.benchmarks.workload.Contender;
import java.util.List;

/** The list of contenders, in the order of the tables. */
public final class Contenders {

    /** The short names of all. */
    public static final List<String> IDS =
            List.of("floor", "stator", "stator-async", "sdk", "sdk-async", "enhanced", "enhanced-async");

    /** Those that the others are compared with: the floor, and what people use today. */
    public static final List<String> REFERENCES = List.of("floor", "sdk", "enhanced");

    private Contenders() {}

    /** The contender of a short name. Loads no class of another one, because the cold start is measured too. */
    public static Contender named(String id) {
        return switch (id) {
            case "floor" -> new RawSocket();
            case "stator" -> new StatorBlocking();
            case "stator-async" -> new StatorAsync();
            case "sdk" -> new SdkBlocking();
            case "sdk-async" -> new SdkAsync();
            case "enhanced" -> new EnhancedBlocking();
            case "enhanced-async" -> new EnhancedAsync();
            default -> throw new IllegalArgumentException("No contender is named " + id + "; there are " + IDS);
        };
    }
}

package dev.stator.benchmarks.workload;

/**
 * The samples as DynamoDB JSON, written by hand and not by any library's codec, so that a test which decodes it to
 * {@link Sample} proves something.
 */
public final class SampleJson {

    private static final String ITEM = """
            {"team":{"S":"team-0042"},"id":{"S":"player-%05d"},"name":{"S":"Augusta Byron"},\
            "email":{"S":"augusta.byron@example.org"},"active":{"BOOL":true},"level":{"N":"17"},"points":{"N":"%d"},\
            "balance":{"N":"2048.75"},"address":{"M":{"street":{"S":"12 St James's Square"},"city":{"S":"London"},\
            "postcode":{"S":"SW1Y 4JH"},"country":{"S":"United Kingdom"}}},"devices":{"L":[{"M":{"model":\
            {"S":"Difference Engine 2"},"platform":{"S":"brass"},"lastSeen":{"N":"%d"}}},{"M":{"model":\
            {"S":"Analytical Engine"},"platform":{"S":"steam"},"lastSeen":{"N":"%d"}}}]},\
            "tags":{"SS":["early-access","mathematics","newsletter"]},"scores":{"NS":["3","14","159","2653"]},\
            "counters":{"M":{"sessions":{"N":"311"},"purchases":{"N":"27"},"refunds":{"N":"2"}}},\
            "biography":{"S":"Wrote the first published program, for a machine that was not built in her lifetime. \
            Translated a memoir on the Analytical Engine and added notes three times as long as the memoir; the last of \
            them computes the Bernoulli numbers."}}""";

    private SampleJson() {}

    /** The attribute map of {@link Sample#profile}. */
    public static String item(int place) {
        return ITEM.formatted(place, 1_234_567_890_123L + place, 1_763_683_200L + place, 1_763_596_800L + place);
    }
}

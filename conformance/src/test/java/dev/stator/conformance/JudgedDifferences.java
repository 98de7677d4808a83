package dev.stator.conformance;

import dev.stator.conformance.WireAnswer.Discrepancy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The differences between the engine and DynamoDB Local that were judged with the service's documentation in hand: what
 * {@code docs/differences.md} says. The page is the list itself. Each of its indented blocks is an example, requests of which
 * the last one shows the difference, followed by the answers of both, in which … stands for anything.
 */
final class JudgedDifferences {
    static final Path PAGE = Path.of("../docs/differences.md");
    private static final Set<String> STATEMENTS =
            Set.of("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction");
    private static final String OURS = "Stator: ";
    private static final String THEIRS = "DynamoDB Local: ";

    /** What one server says where the other says something else. */
    private record Pair(Pattern ours, Pattern theirs) {
        boolean fits(Discrepancy discrepancy) {
            return ours.matcher(discrepancy.ours()).matches()
                    && theirs.matcher(discrepancy.theirs()).matches();
        }
    }

    /**
     * An example of the page.
     *
     * @param line where it begins on the page
     * @param requests the requests, the one that shows the difference last
     */
    record Example(int line, List<RandomRequest> requests, List<Pair> pairs) {
        RandomRequest last() {
            return requests.get(requests.size() - 1);
        }

        /**
         * Whether this difference is one of those that the example tells: of errors for all actions, or all that execute
         * statements if it is one of those, and of members and of what is stored for its own.
         */
        boolean explains(String action, Discrepancy discrepancy) {
            boolean ofAll = !discrepancy.ours().startsWith("/")
                    && !discrepancy.ours().startsWith("stored ")
                    && STATEMENTS.contains(action) == STATEMENTS.contains(last().action());
            return (ofAll || action.equals(last().action())) && pairs.stream().anyMatch(pair -> pair.fits(discrepancy));
        }

        @Override
        public String toString() {
            return PAGE.getFileName() + ":" + line;
        }
    }

    private final List<Example> examples;

    private JudgedDifferences(List<Example> examples) {
        this.examples = examples;
    }

    /** What the page says. */
    static JudgedDifferences read() {
        List<Example> examples = new ArrayList<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            int end = i;
            while (end < lines.size() && lines.get(end).startsWith("    ")) {
                end++;
            }
            if (end > i) {
                examples.add(example(i + 1, lines.subList(i, end)));
                i = end;
            }
        }
        return new JudgedDifferences(examples);
    }

    private static Example example(int line, List<String> block) {
        List<RandomRequest> requests = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        Pattern ours = null;
        for (String each : block) {
            String text = each.strip();
            if (text.startsWith(OURS)) {
                ours = pattern(text.substring(OURS.length()));
            } else if (ours != null && text.startsWith(THEIRS)) {
                pairs.add(new Pair(ours, pattern(text.substring(THEIRS.length()))));
            } else {
                requests.add(RandomRequest.parse(text));
            }
        }
        return new Example(line, requests, pairs);
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(Pattern.quote(text).replace("…", "\\E.*\\Q"), Pattern.DOTALL);
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Example> examples() {
        return examples;
    }

    /** The example that tells this difference, if there is one. */
    Optional<Example> explaining(String action, Discrepancy discrepancy) {
        return examples.stream()
                .filter(example -> example.explains(action, discrepancy))
                .findFirst();
    }
}

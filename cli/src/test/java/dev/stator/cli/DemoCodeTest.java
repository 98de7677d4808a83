package dev.stator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The demo prints the code of each step as a text; this holds that the text is the code that runs. */
class DemoCodeTest {
    private static final Pattern STEP =
            Pattern.compile("screen\\s*\\.(?:show|showAsync|refused)\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"[\\s+]*)+),");

    private static final int STEPS = 12;

    @Test
    void theCodeThatIsPrintedIsTheCodeThatRuns() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/stator/cli/Demo.java"));
        Matcher step = STEP.matcher(source);
        int steps = 0;
        while (step.find()) {
            steps++;
            String printed =
                    withoutSpace(step.group(1).replaceAll("\"\\s*\\+\\s*\"", "").trim());
            String code = printed.substring(1, printed.length() - 1).replace("\\\"", "\"");
            assertThat(withoutSpace(source.substring(step.end())))
                    .as("the argument after the text of step " + steps)
                    .startsWith(code);
        }
        assertThat(steps).isEqualTo(STEPS);
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}

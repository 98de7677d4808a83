package dev.stator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the program, in a folder where all is built, with a Java that tells how it was called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String HEAP_OF_A_SERVER = "-XX:+UseSerialGC";

    @TempDir
    private Path root;

    private List<String> run(String... arguments) throws IOException, InterruptedException {
        Path target = Files.createDirectories(root.resolve("cli/target/lib")).getParent();
        Files.writeString(target.resolve("stator-cli.jar"), "");
        Files.writeString(target.resolve(".stator-built"), "");
        Path java = Files.createDirectories(root.resolve("jdk/bin")).resolve("java");
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.writeString(java, "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path script = Files.copy(Path.of("..", "stator"), root.resolve("stator"), StandardCopyOption.REPLACE_EXISTING);
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(lines).endsWith(arguments).contains("dev.stator.cli.Main");
        return lines;
    }

    @Test
    void serveGetsTheHeapOfAServerWhereverItStands() throws Exception {
        assertThat(run("serve", "--in-memory")).contains(HEAP_OF_A_SERVER);
        assertThat(run("--verbose", "serve", "--in-memory")).contains(HEAP_OF_A_SERVER);
    }

    @Test
    void otherCommandsDoNot() throws Exception {
        assertThat(run("scan", "serve")).doesNotContain(HEAP_OF_A_SERVER);
        assertThat(run("--help")).doesNotContain(HEAP_OF_A_SERVER);
    }
}

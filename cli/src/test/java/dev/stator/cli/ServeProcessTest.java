package dev.stator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.engine.Engine;
import dev.stator.error.AccessDeniedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stator serve} as a process of its own, ended by signals. */
class ServeProcessTest {
    @TempDir
    private Path folder;

    @Test
    void sigtermEndsItCleanlyAndTheDataIsThere() throws Exception {
        Process server = serve();
        putLetterA(server);
        server.destroy();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(128 + 15);
        assertThatLetterAIsThere();
        assertThat(folder.resolve("data.sqlite-wal")).doesNotExist();
    }

    @Test
    void sigkillLosesNothingThatWasAcknowledged() throws Exception {
        Process server = serve();
        putLetterA(server);
        server.destroyForcibly();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThatLetterAIsThere();
    }

    @Test
    void sigkillLosesNothingInTheRelaxedModeEither() throws Exception {
        ProcessBuilder relaxed = command();
        relaxed.command().add("--relaxed");
        Process server = relaxed.start();
        putLetterA(server);
        server.destroyForcibly();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThatLetterAIsThere();
    }

    @Test
    void withVerificationOnlyTheKeyOfItsEnvironmentIsLetIn() throws Exception {
        ProcessBuilder verifying = command();
        verifying.command().add("--verify-signatures");
        verifying.environment().put("AWS_ACCESS_KEY_ID", "any");
        verifying.environment().put("AWS_SECRET_ACCESS_KEY", "any");
        Process server = verifying.start();
        String ready = putLetterA(server);
        try (Stator stranger = Stator.builder()
                .endpoint(ready.substring("ready ".length()))
                .region("eu-central-1")
                .credentials("any", "other")
                .build()) {
            assertThatThrownBy(() -> stranger.tableNames().execute()).isInstanceOf(AccessDeniedException.class);
        }
        server.destroy();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void verificationWithoutAKeyIsAMistakeOfTheCommandLine() throws Exception {
        ProcessBuilder verifying = command();
        verifying.command().add("--verify-signatures");
        verifying.environment().remove("AWS_ACCESS_KEY_ID");
        Process server = verifying.redirectError(ProcessBuilder.Redirect.PIPE).start();
        String error = new String(server.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(server.waitFor()).isEqualTo(2);
        assertThat(error).contains("--verify-signatures", "AWS_ACCESS_KEY_ID");
    }

    private Process serve() throws IOException {
        return command().start();
    }

    private ProcessBuilder command() {
        return new ProcessBuilder(new ArrayList<>(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--data",
                        folder.toString(),
                        "--port",
                        "0")))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static String putLetterA(Process server) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String ready = output.readLine();
        assertThat(ready).startsWith("ready http://127.0.0.1:");
        try (Stator db = Stator.builder()
                .endpoint(ready.substring("ready ".length()))
                .region("eu-central-1")
                .credentials("any", "any")
                .build()) {
            Table<UnicodeCharacter> characters = db.table("characters", UnicodeCharacter.class);
            characters.create().execute();
            characters.put(UnicodeCharacter.of('A')).execute();
        }
        return ready;
    }

    private void assertThatLetterAIsThere() {
        try (Engine engine = Engine.open(folder);
                Stator db = Stator.builder()
                        .transport(engine.world("any", "eu-central-1"))
                        .build()) {
            assertThat(db.table("characters", UnicodeCharacter.class).scan().execute())
                    .containsExactly(UnicodeCharacter.of('A'));
        }
    }
}

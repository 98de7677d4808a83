package dev.stator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Stator;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.testing.Lag;
import dev.stator.transport.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeTest {
    private final Engine engine = Engine.inMemory();
    private final StringWriter err = new StringWriter();
    private Optional<Path> data = Optional.of(Path.of("not asked"));
    private EngineOptions engineOptions = EngineOptions.standard();

    @Test
    void readyIsPrintedWhenRequestsAreAcceptedAndStoppingClosesTheEngine() throws Exception {
        PipedReader reader = new PipedReader();
        FutureTask<Integer> exit = task(new PrintWriter(new PipedWriter(reader)), "--in-memory", "--port", "0");
        Thread serving = new Thread(exit, "serve under test");
        serving.start();

        String ready = new BufferedReader(reader).readLine();
        assertThat(ready).matches("ready http://127\\.0\\.0\\.1:\\d+");
        URI uri = URI.create(ready.substring("ready ".length()));
        assertThat(call(uri)).isEqualTo("{\"TableNames\":[]}");
        assertThat(data).isEmpty();
        assertThat(engine.worlds()).isEmpty();

        serving.interrupt();
        assertThat(exit.get()).isZero();
        assertThatTheEngineIsClosed();
        assertThatThrownBy(() -> call(uri)).isInstanceOf(ConnectException.class);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anAddressThatOthersCanReachIsServedWithAWarning() throws Exception {
        PipedReader reader = new PipedReader();
        FutureTask<Integer> exit =
                task(new PrintWriter(new PipedWriter(reader)), "--in-memory", "--port", "0", "--host", "0.0.0.0");
        Thread serving = new Thread(exit, "serve under test");
        serving.start();
        assertThat(new BufferedReader(reader).readLine()).startsWith("ready http://127.0.0.1:");
        serving.interrupt();
        assertThat(exit.get()).isZero();
        assertThat(err.toString()).contains("0.0.0.0").contains("signatures are not verified");
    }

    @Test
    void aPortInUseIsAFailureThatClosesTheEngine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            FutureTask<Integer> exit =
                    task(new PrintWriter(new StringWriter()), "--data", "d", "--port", "" + taken.getLocalPort());
            exit.run();
            assertThat(exit.get()).isEqualTo(1);
            assertThat(err.toString()).startsWith("stator serve: cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        assertThat(data).contains(Path.of("d"));
        assertThatTheEngineIsClosed();
    }

    @Test
    void aCertificateThatIsNoneIsAFailureBeforeTheEngineIsOpened() throws Exception {
        FutureTask<Integer> exit = task(
                new PrintWriter(new StringWriter()),
                "--in-memory",
                "--tls-certificate",
                "no-such.crt",
                "--tls-key",
                "no-such.key");
        exit.run();
        assertThat(exit.get()).isEqualTo(1);
        assertThat(err.toString()).contains("no-such.crt").contains("cannot be read");
        assertThat(data).contains(Path.of("not asked"));
    }

    @Test
    void anUnknownHostIsAFailure() throws Exception {
        FutureTask<Integer> exit =
                task(new PrintWriter(new StringWriter()), "--in-memory", "--port", "0", "--host", "no.such.invalid");
        exit.run();
        assertThat(exit.get()).isEqualTo(1);
        assertThat(err.toString()).startsWith("stator serve: cannot listen on no.such.invalid:0");
    }

    @Test
    void eachAccountAndRegionHasItsTablesUnlessThereIsOneWorld() throws Exception {
        createATable(engine, "shared");
        createATable(engine.world("a", "eu-west-1"), "apart");
        assertThat(served()).isEqualTo("{\"TableNames\":[\"apart\"]}");
        assertThat(err.toString()).contains("belong to no account").contains("--one-world");
    }

    @Test
    void tablesOfNoAccountAreSeenByEverybodyIfThereAreNoOthers() throws Exception {
        createATable(engine, "shared");
        assertThat(served()).isEqualTo("{\"TableNames\":[\"shared\"]}");
        assertThat(err.toString()).contains("belong to no account").contains("everybody sees them");
    }

    @Test
    void withOneWorldEverybodySeesTheSameTables() throws Exception {
        createATable(engine, "shared");
        createATable(engine.world("a", "eu-west-1"), "apart");
        assertThat(served("--one-world")).isEqualTo("{\"TableNames\":[\"shared\"]}");
        assertThat(err.toString()).contains("tables of accounts").contains("--one-world");
    }

    @Test
    void statusesMoveAtOnceUnlessADelayIsAskedFor() throws Exception {
        served();
        assertThat(engineOptions.statusDelay()).isZero();
    }

    @Test
    void theDelayOfStatusesIsInMilliseconds() throws Exception {
        served("--status-delay", "1500");
        assertThat(engineOptions.statusDelay()).isEqualTo(Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @CsvSource({"'', 0, 0", "--lag 1500, 1500, 1500", "--index-lag 50, 0, 50", "--lag 7 --index-lag 0, 7, 0"})
    void readsAreBehindByMillisecondsIfThatIsAskedFor(String options, long tables, long indexes) throws Exception {
        served(options.isEmpty() ? new String[0] : options.split(" "));
        assertThat(engineOptions.lag())
                .isEqualTo(Lag.of(Duration.ofMillis(tables)).withIndexes(Duration.ofMillis(indexes)));
    }

    private static void createATable(Transport world, String name) {
        Stator.builder()
                .transport(world)
                .build()
                .table(name, UnicodeCharacter.class)
                .create()
                .execute();
    }

    /** What is answered to a request that account {@code a} signs for {@code eu-west-1}. */
    private String served(String... options) throws Exception {
        PipedReader reader = new PipedReader();
        List<String> all = new ArrayList<>(List.of("--in-memory", "--port", "0"));
        all.addAll(List.of(options));
        FutureTask<Integer> exit = task(new PrintWriter(new PipedWriter(reader)), all.toArray(String[]::new));
        Thread serving = new Thread(exit, "serve under test");
        serving.start();
        String ready = new BufferedReader(reader).readLine();
        String answer = call(URI.create(ready.substring("ready ".length())));
        serving.interrupt();
        assertThat(exit.get()).isZero();
        return answer;
    }

    private void assertThatTheEngineIsClosed() {
        assertThatThrownBy(engine::worlds).isInstanceOf(IllegalStateException.class);
    }

    private FutureTask<Integer> task(PrintWriter out, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "serve";
        System.arraycopy(options, 0, arguments, 1, options.length);
        EngineSource source = (folder, wanted) -> {
            data = folder;
            engineOptions = wanted;
            return engine;
        };
        return new FutureTask<>(() -> Main.commandLine(source)
                .setOut(out)
                .setErr(new PrintWriter(err))
                .execute(arguments));
    }

    private static String call(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                .header("X-Amz-Date", "20261121T000000Z")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=a/20261121/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=b")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}

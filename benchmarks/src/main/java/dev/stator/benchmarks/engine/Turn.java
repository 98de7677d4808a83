package dev.stator.benchmarks.engine;

import dev.stator.benchmarks.measure.Child;
import dev.stator.benchmarks.report.EngineReading.Use;
import dev.stator.benchmarks.report.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One setting at work, from our side: its driver, and its server if it has one. */
final class Turn implements AutoCloseable {
    private final Setting setting;
    private final Optional<Server> server;
    private final Child driver;

    private Turn(Setting setting, Optional<Server> server, Child driver) {
        this.setting = setting;
        this.server = server;
        this.driver = driver;
    }

    /** Starts all that it needs, which keeps its data, if at all, in a new folder. */
    static Turn start(Setting setting, Path room) throws IOException, InterruptedException {
        Optional<Server> server = setting.isServer() ? Optional.of(Server.start(setting, room)) : Optional.empty();
        List<String> subject = new ArrayList<>();
        if (server.isPresent()) {
            subject.add("http");
            subject.add(server.get().uri().toString());
            subject.add(Long.toString(server.get().process().pid()));
        } else if (setting.isKept()) {
            subject.add("folder");
            subject.add(Files.createTempDirectory(room, "data").toString());
        } else {
            subject.add("memory");
        }
        Child driver = Child.start(List.of(), Driver.class, subject.toArray(String[]::new));
        driver.line();
        return new Turn(setting, server, driver);
    }

    Setting setting() {
        return setting;
    }

    Optional<Server> server() {
        return server;
    }

    /** Makes the table, full of items. */
    void create(int items) throws IOException, InterruptedException {
        ask("create " + items / Dice.PLAYERS);
    }

    Use run(Work work, int clients, long millis) throws IOException, InterruptedException {
        return ask("run " + work + " " + clients + " " + millis);
    }

    Use times(Work work, int clients, int calls) throws IOException, InterruptedException {
        return ask("times " + work + " " + clients + " " + calls);
    }

    private Use ask(String order) throws IOException, InterruptedException {
        driver.say(order);
        return Use.parse(
                driver.line().orElseThrow(() -> new IllegalStateException("The driver of " + setting + " ended")));
    }

    @Override
    public void close() throws IOException {
        driver.close();
        if (server.isPresent()) {
            server.get().close();
        }
    }
}

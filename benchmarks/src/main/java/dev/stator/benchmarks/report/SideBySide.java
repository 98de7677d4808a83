package dev.stator.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The settings that took turns: their throughput and CPU, beside DynamoDB Local's. */
record SideBySide(List<EngineReading> readings) {

    /** A line for each of our settings, with the cells that are nearest to the aim and furthest from it. */
    Stream<String> aims() {
        return ours().map(setting -> {
            List<Cell> cells = levels().stream()
                    .flatMap(clients -> operations().stream()
                            .map(operation -> new Cell(
                                    operation + ", " + words(clients),
                                    speedup(setting, operation, clients).median())))
                    .sorted(Comparator.comparingDouble(Cell::ratio))
                    .toList();
            boolean missed = cells.get(0).ratio() < setting.aim();
            String met = "%d of %d cells"
                    .formatted(
                            cells.stream()
                                    .filter(cell -> cell.ratio() >= setting.aim())
                                    .count(),
                            cells.size());
            return "throughput, %s | at least %d × %s | %s; from %s to %s"
                    .formatted(
                            setting.title(),
                            setting.aim(),
                            setting.reference().title(),
                            missed ? "**" + met + "**" : met,
                            cells.get(0).text(),
                            cells.get(cells.size() - 1).text());
        });
    }

    private record Cell(String name, double ratio) {
        String text() {
            return Spread.number(ratio) + " × (" + name + ")";
        }
    }

    /** A section for each number of clients. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        for (int clients : levels()) {
            text.append("\n## ").append(words(clients));
            text.append(
                            "\n\nThroughput as a multiple of that of DynamoDB Local with its data in the same place; the aim is in the heading, and in bold is what misses it:\n\n")
                    .append(speedups(clients));
            text.append(
                            "\nDynamoDB Local's CPU for each call, as a multiple of what this setting takes, so that more than 1 is better:\n\n")
                    .append(savings(clients));
            text.append("\nCalls per second:\n\n").append(throughput(clients));
            text.append(
                            "\nCPU µs for each call; over HTTP, those of the process that sends the requests after the +:\n\n")
                    .append(cpu(clients));
        }
        return text.toString();
    }

    private Grid speedups(int clients) {
        Grid grid = new Grid(ours().map(setting -> setting.title() + " (" + setting.aim() + ")"));
        for (String operation : operations()) {
            grid.row(operation, ours().map(setting -> {
                Spread ratio = speedup(setting, operation, clients);
                return ratio.median() < setting.aim() ? "**" + ratio.text() + "**" : ratio.text();
            }));
        }
        return grid;
    }

    private Grid savings(int clients) {
        Grid grid = new Grid(ours().map(Setting::title));
        for (String operation : operations()) {
            grid.row(
                    operation,
                    ours().map(setting -> cell(setting.reference(), operation, clients)
                            .times(cell(setting, operation, clients), EngineReading::cpuMicros)
                            .text()));
        }
        return grid;
    }

    private Grid throughput(int clients) {
        Grid grid = new Grid(all().map(Setting::title));
        for (String operation : operations()) {
            grid.row(
                    operation,
                    all().map(setting ->
                            Spread.number(cell(setting, operation, clients).median(EngineReading::throughput))));
        }
        return grid;
    }

    private Grid cpu(int clients) {
        Grid grid = new Grid(all().map(Setting::title));
        for (String operation : operations()) {
            grid.row(operation, all().map(setting -> {
                Rounds rounds = cell(setting, operation, clients);
                String own = Spread.number(rounds.median(EngineReading::cpuMicros));
                return setting.isServer()
                        ? own + " + " + Spread.number(rounds.median(EngineReading::driverCpuMicros))
                        : own;
            }));
        }
        return grid;
    }

    private Spread speedup(Setting setting, String operation, int clients) {
        return cell(setting, operation, clients)
                .times(cell(setting.reference(), operation, clients), EngineReading::throughput);
    }

    private Rounds cell(Setting setting, String operation, int clients) {
        return Rounds.of(
                readings,
                reading -> reading.setting() == setting
                        && reading.operation().equals(operation)
                        && reading.clients() == clients);
    }

    private Stream<Setting> all() {
        return Rounds.settings(readings).stream();
    }

    private Stream<Setting> ours() {
        return all().filter(setting -> !setting.isLocal());
    }

    private List<String> operations() {
        return Rounds.operations(readings);
    }

    private List<Integer> levels() {
        return readings.stream().map(EngineReading::clients).distinct().sorted().toList();
    }

    private static String words(int clients) {
        return clients == 1 ? "1 client" : clients + " clients";
    }
}

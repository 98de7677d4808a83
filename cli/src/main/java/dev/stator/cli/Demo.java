package dev.stator.cli;

import static dev.stator.expression.KeyCondition.between;
import static dev.stator.expression.Path.attr;

import dev.stator.Page;
import dev.stator.Stator;
import dev.stator.Table;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code stator demo}: fills the durable engine with the Unicode character database and shows what the library does with
 * it. The code line printed for a step is the code that runs; a test compares them.
 */
@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Show what the library does, on the Unicode character database in the durable engine.",
            "Gets, queries, updates and transactions, each with its code and its cost."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class Demo implements Callable<Integer> {
    private static final String TABLE = "unicode-characters";
    private static final int PROGRESS_STEP = 1_000;

    private final EngineSource engines;
    private final Supplier<List<UnicodeCharacter>> characterDatabase;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".stator/demo",
            description =
                    "Folder to keep the data in (default: ${DEFAULT-VALUE}); its table '" + TABLE + "' is made anew.")
    private Path data = Path.of("");

    /** Replaced by picocli with the command's own. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    Demo(EngineSource engines, Supplier<List<UnicodeCharacter>> characterDatabase) {
        this.engines = engines;
        this.characterDatabase = characterDatabase;
    }

    @Override
    public Integer call() {
        DemoScreen screen = new DemoScreen(spec.commandLine().getOut());
        screen.line("Opening the durable engine in " + data);
        try (Stator db =
                Stator.builder().transport(engines.open(Optional.of(data))).build()) {
            Table<UnicodeCharacter> characters = db.table(TABLE, UnicodeCharacter.class, MethodHandles.lookup());
            load(screen, characters);
            read(screen, characters);
            write(screen, db, characters);
        }
        screen.heading("Go on from here");
        screen.line("  ./stator tables --data '" + data + "'");
        screen.line("  ./stator scan " + TABLE + " --data '" + data + "' --limit 5");
        screen.line("  ./stator serve --data '" + data + "'  a DynamoDB on port 8000 for any AWS SDK");
        screen.line("");
        screen.line("The same code on Amazon DynamoDB: Stator.builder().region(\"eu-central-1\").build(), with");
        screen.line("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY set; elsewhere, add .endpoint(\"http://host:port\").");
        return ExitCode.OK;
    }

    private void load(DemoScreen screen, Table<UnicodeCharacter> characters) {
        screen.heading("A table from a record, with a global index (by-block) and a local one (by-category)");
        characters.drop().ifExists().execute();
        screen.show(
                "characters.create()", characters.create(), table -> List.of(table.name() + " is " + table.status()));

        screen.heading("Every character that this JDK knows, by batch writes");
        List<UnicodeCharacter> all = characterDatabase.get();
        long began = System.nanoTime();
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("  putAll")
                .setInitialMax(all.size())
                .setStyle(ProgressBarStyle.ASCII)
                .build()) {
            for (int from = 0; from < all.size(); from += PROGRESS_STEP) {
                List<UnicodeCharacter> some = all.subList(from, Math.min(all.size(), from + PROGRESS_STEP));
                bar.stepBy(characters.putAll(some).execute());
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        screen.line(String.format(
                Locale.ROOT,
                "  %,d records in %.1f s: %,.0f a second, each acknowledged only when on disk",
                all.size(),
                seconds,
                all.size() / seconds));
    }

    private void read(DemoScreen screen, Table<UnicodeCharacter> characters) {
        screen.heading("Get an item by its key");
        screen.show("characters.get(\"Latin\", 0x41)", characters.get("Latin", 0x41), DemoScreen::optional);

        screen.heading("Query a range of sort keys");
        screen.show(
                "characters.query(\"Greek\").sortKey(between(0x3B1, 0x3B5))",
                characters.query("Greek").sortKey(between(0x3B1, 0x3B5)),
                DemoScreen::list);

        screen.heading("Query the global index, from the end");
        screen.show(
                "characters.index(\"by-block\").query(\"Emoticons\").newestFirst().limit(3)",
                characters.index("by-block").query("Emoticons").newestFirst().limit(3),
                DemoScreen::list);

        screen.heading("Query the local index");
        screen.show(
                "characters.index(\"by-category\").query(\"Latin\").sortKey(between(\"Lt\", \"Lt\"))",
                characters.index("by-category").query("Latin").sortKey(between("Lt", "Lt")),
                DemoScreen::list);

        screen.heading("Filter, page by page, with a cursor that can travel in a URL");
        Page<UnicodeCharacter> first = screen.show(
                "characters.query(\"Common\").where(attr(UnicodeCharacter::numericValue).gt(500)).limit(3).page()",
                characters
                        .query("Common")
                        .where(attr(UnicodeCharacter::numericValue).gt(500))
                        .limit(3)
                        .page(),
                DemoScreen::page);
        String cursor = first.cursor().orElseThrow();
        screen.show(
                "characters.query(\"Common\").where(attr(UnicodeCharacter::numericValue).gt(500)).limit(3)"
                        + ".after(cursor).page()",
                characters
                        .query("Common")
                        .where(attr(UnicodeCharacter::numericValue).gt(500))
                        .limit(3)
                        .after(cursor)
                        .page(),
                DemoScreen::page);
    }

    private void write(DemoScreen screen, Stator db, Table<UnicodeCharacter> characters) {
        screen.heading("Update on a condition that holds");
        screen.show(
                "characters.update(\"Latin\", 0x41).set(UnicodeCharacter::name, \"A\")"
                        + ".onlyIf(attr(UnicodeCharacter::category).eq(\"Lu\")).returningNew()",
                characters
                        .update("Latin", 0x41)
                        .set(UnicodeCharacter::name, "A")
                        .onlyIf(attr(UnicodeCharacter::category).eq("Lu"))
                        .returningNew(),
                DemoScreen::one);

        screen.heading("Update on a condition that does not: the item in place comes with the exception");
        screen.refused(
                "characters.update(\"Latin\", 0x41).set(UnicodeCharacter::name, \"B\")"
                        + ".onlyIf(attr(UnicodeCharacter::category).eq(\"Ll\"))",
                characters
                        .update("Latin", 0x41)
                        .set(UnicodeCharacter::name, "B")
                        .onlyIf(attr(UnicodeCharacter::category).eq("Ll")));

        screen.heading("A transaction: all or nothing");
        screen.show(
                "db.transact(characters.put(UnicodeCharacter.of(0x41)), characters.delete(\"Latin\", 0x42),"
                        + " characters.check(\"Latin\", 0x43).onlyIf(attr(UnicodeCharacter::name).exists()))",
                db.transact(
                        characters.put(UnicodeCharacter.of(0x41)),
                        characters.delete("Latin", 0x42),
                        characters
                                .check("Latin", 0x43)
                                .onlyIf(attr(UnicodeCharacter::name).exists())),
                done -> List.of("done, all three"));

        screen.heading("A transaction that is cancelled, with a reason for each action");
        screen.refused(
                "db.transact(characters.put(UnicodeCharacter.of(0x42)),"
                        + " characters.delete(\"Latin\", 0x43).onlyIf(attr(UnicodeCharacter::name).beginsWith(\"GREEK\")))",
                db.transact(
                        characters.put(UnicodeCharacter.of(0x42)),
                        characters
                                .delete("Latin", 0x43)
                                .onlyIf(attr(UnicodeCharacter::name).beginsWith("GREEK"))));

        screen.heading("The first get again, async");
        screen.showAsync("characters.get(\"Latin\", 0x41)", characters.get("Latin", 0x41), DemoScreen::optional);
    }
}

package dev.stator.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of results: a Markdown page whose sections are each replaced by the run that measured them, so that words
 * written around them by hand stay, and other files beside it.
 */
public record Page(Path folder) {

    private static final String TITLE = """
            # Benchmarks

            Each section below was written by the command that it names, from what that run saw, and is replaced by the next run.
            """;

    /** Puts a section in the place of the last one of its name, or at the end. */
    public void replace(String section, String markdown) {
        String begin = "<!-- " + section + ": begin -->\n";
        String end = "<!-- " + section + ": end -->\n";
        String block = begin + "\n" + markdown.strip() + "\n\n" + end;
        Path file = folder.resolve("README.md");
        try {
            Files.createDirectories(folder);
            String page = Files.exists(file) ? Files.readString(file) : TITLE;
            int from = page.indexOf(begin);
            int to = page.indexOf(end);
            String replaced = from >= 0 && to > from
                    ? page.substring(0, from) + block + page.substring(to + end.length())
                    : page.stripTrailing() + "\n\n" + block;
            Files.writeString(file, replaced, UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("The results cannot be written to " + file, failed);
        }
    }

    /** Writes another file to the folder. */
    public void write(String name, String content) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), content, UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("The results cannot be written to " + folder.resolve(name), failed);
        }
    }
}

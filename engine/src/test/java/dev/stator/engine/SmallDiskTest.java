package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk of four megabytes that gets full, or read-only. Only root can mount one; without it these tests are left out. */
@EnabledOnOs(OS.LINUX)
class SmallDiskTest {
    private static final String PUT = "{'TableName': 'hash', 'Item': {'a': {'S': 'k%d'}, 'v': {'S': '%s'}}}";
    private static final String DELETE = "{'TableName': 'hash', 'Key': {'a': {'S': 'k%d'}}}";

    private final Path disk;
    private final Path folder;

    SmallDiskTest(@TempDir Path disk) {
        this.disk = disk;
        this.folder = disk.resolve("folder");
    }

    @BeforeEach
    void mount() {
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=4m", "stator-test", disk.toString()))
                .isZero();
    }

    @AfterEach
    void unmount() {
        run("umount", disk.toString());
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command).start().waitFor();
        } catch (IOException | InterruptedException e) {
            return -1;
        }
    }

    private static int putUntilItIsFull(Calls db) {
        String value = "v".repeat(20_000);
        for (int i = 0; ; i++) {
            String put = PUT.formatted(i, value);
            try {
                db.ok("PutItem", put);
            } catch (TransportException full) {
                assertThat(full).hasMessageContaining("full").hasMessageContaining("Nothing of the change was kept");
                assertThat(full.mayHaveApplied()).isFalse();
                return i;
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedBeforeTheDiskWasFullIsThereAndNothingElse(Durability durability) {
        int count;
        try (Engine engine = Engine.open(folder, EngineOptions.standard().withDurability(durability))) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.HASH_TABLE);
            count = putUntilItIsFull(db);
            assertThat(count).isPositive();
            assertThat(db.ok("Scan", "{'TableName': 'hash', 'Select': 'COUNT'}"))
                    .contains("'Count':");
            Path backup = disk.resolve("backup");
            assertThatThrownBy(() -> engine.backup(backup))
                    .isInstanceOf(StatorException.class)
                    .hasMessageContaining(backup.toString())
                    .hasMessageContaining("full");
            assertThat(backup).doesNotExist();
        }
        assertThat(DataFolder.at(folder).verify()).isEqualTo(new FolderReport(1, count, 0, List.of()));
        try (Engine engine = Engine.open(folder)) {
            assertThat(new Calls(engine).ok("GetItem", DELETE.formatted(count - 1)))
                    .contains("vvv");
            assertThat(new Calls(engine).ok("GetItem", DELETE.formatted(count))).isEqualTo("{}");
        }
        assertThat(run("mount", "-o", "remount,size=40m", disk.toString())).isZero();
        try (Engine engine = Engine.open(folder)) {
            new Calls(engine).ok("PutItem", PUT.formatted(count, "there is room again"));
        }
        assertThat(DataFolder.at(folder).verify()).isEqualTo(new FolderReport(1, count + 1, 0, List.of()));
    }

    @Test
    void compactingWithoutRoomFailsAndChangesNothing() throws IOException {
        try (Engine engine = Engine.open(folder)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.HASH_TABLE);
            for (int i = 0; i < 60; i++) {
                db.ok("PutItem", PUT.formatted(i, "v".repeat(20_000)));
            }
        }
        Path ballast = disk.resolve("ballast");
        byte[] rest = new byte[Math.toIntExact(Files.getFileStore(disk).getUsableSpace()) - 300_000];
        Arrays.fill(rest, (byte) 1);
        Files.write(ballast, rest);
        assertThatThrownBy(() -> DataFolder.at(folder).compact())
                .isInstanceOf(StatorException.class)
                .hasMessageContaining("full");
        assertThat(DataFolder.at(folder).verify()).isEqualTo(new FolderReport(1, 60, 0, List.of()));
        Files.delete(ballast);
        assertThat(DataFolder.at(folder).compact()).isNotNegative();
    }

    @Test
    void aFolderThatCanOnlyBeReadIsRefusedAndSaysSo() {
        try (Engine engine = Engine.open(folder)) {
            new Calls(engine).ok("CreateTable", Calls.HASH_TABLE);
        }
        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isZero();
        assertThatThrownBy(() -> Engine.open(folder))
                .isInstanceOf(StatorException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("writable");
        assertThatThrownBy(() -> Engine.open(disk.resolve("new")))
                .isInstanceOf(StatorException.class)
                .hasMessageContaining("new")
                .hasMessageContaining("writable");
        assertThatThrownBy(() -> DataFolder.at(folder).compact()).isInstanceOf(StatorException.class);
        assertThat(run("mount", "-o", "remount,rw", disk.toString())).isZero();
        try (Engine engine = Engine.open(folder)) {
            assertThat(new Calls(engine).ok("ListTables", "{}")).contains("hash");
        }
    }
}

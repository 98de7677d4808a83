package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.params.provider.ValueSource;

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
        int mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "stator-test", disk.toString());
        assumeTrue(
                mounted == 0,
                () -> "Left out: only root can mount the small disk of this test, and mount ended with " + mounted);
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
            putSixty(new Calls(engine));
        }
        Path ballast = fill(300_000);
        assertThatThrownBy(() -> DataFolder.at(folder).compact())
                .isInstanceOf(StatorException.class)
                .hasMessageContaining("full");
        assertThat(DataFolder.at(folder).verify()).isEqualTo(new FolderReport(1, 60, 0, List.of()));
        Files.delete(ballast);
        assertThat(DataFolder.at(folder).compact()).isNotNegative();
    }

    /** Leaves so many bytes of the disk. */
    private Path fill(long left) throws IOException {
        Path ballast = disk.resolve("ballast");
        byte[] rest = new byte[Math.toIntExact(Files.getFileStore(disk).getUsableSpace() - left)];
        Arrays.fill(rest, (byte) 1);
        return Files.write(ballast, rest);
    }

    private static void putSixty(Calls db) {
        db.ok("CreateTable", Calls.HASH_TABLE);
        for (int i = 0; i < 60; i++) {
            db.ok("PutItem", PUT.formatted(i, "v".repeat(20_000)));
        }
    }

    /** Room for nothing, for a part of the copy, and for the copy but not for the commit of it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 500_000, 1_500_000})
    void anEngineThatCompactsWithoutRoomGoesOn(int left) throws IOException {
        assertThat(run("mount", "-o", "remount,size=12m", disk.toString())).isZero();
        try (Engine engine = Engine.open(folder)) {
            Calls db = new Calls(engine);
            putSixty(db);
            for (int i = 0; i < 10; i++) {
                db.ok("DeleteItem", DELETE.formatted(i));
            }
            // A log that is empty and has no room of its own.
            engine.compact();
            for (int i = 50; i < 60; i++) {
                db.ok("DeleteItem", DELETE.formatted(i));
            }
            Path ballast = fill(left);
            assertThatThrownBy(engine::compact)
                    .isInstanceOf(StatorException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("full")
                    .hasMessageContaining("nothing in it has changed");
            assertThat(folder.resolve("data.sqlite-compacting")).doesNotExist();
            assertThat(db.ok("GetItem", DELETE.formatted(20))).contains("vvv");
            Files.delete(ballast);
            db.ok("PutItem", PUT.formatted(0, "there is room again"));
            assertThat(engine.compact()).isPositive();
        }
        assertThat(DataFolder.at(folder).verify()).isEqualTo(new FolderReport(1, 41, 0, List.of()));
    }

    @Test
    void backupsAndRestoresOfTablesWithoutRoomAreRefusedAsAWhole() throws IOException {
        assertThat(run("mount", "-o", "remount,size=12m", disk.toString())).isZero();
        try (Engine engine = Engine.open(folder)) {
            Calls db = new Calls(engine);
            putSixty(db);
            String backUp = "{'TableName': 'hash', 'BackupName': 'kept'}";
            String restore = "{'TargetTableName': 'copy', 'BackupArn': '"
                    + Streaming.member("BackupArn", db.ok("CreateBackup", backUp)) + "'}";
            engine.compact();
            Path ballast = fill(600_000);
            for (Runnable each : List.<Runnable>of(
                    () -> db.ok("CreateBackup", backUp), () -> db.ok("RestoreTableFromBackup", restore))) {
                assertThatThrownBy(each::run)
                        .isInstanceOfSatisfying(
                                TransportException.class,
                                full -> assertThat(full.mayHaveApplied()).isFalse())
                        .hasMessageContaining("full");
            }
            assertThat(db.ok("ListTables", "{}")).isEqualTo("{'TableNames':['hash']}");
            Files.delete(ballast);
            db.ok("RestoreTableFromBackup", restore);
            db.ok("DeleteTable", "{'TableName': 'hash'}");
            assertThat(db.ok("Scan", "{'TableName': 'copy', 'Select': 'COUNT'}"))
                    .contains("'Count':");
        }
        assertThat(DataFolder.at(folder).verify()).isEqualTo(new FolderReport(1, 60, 0, List.of()));
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

package dev.stator.benchmarks.report;

/** What is measured where, in the order of the tables. */
public enum Setting {
    IN_PROCESS_MEMORY("in process, memory", 30),
    IN_PROCESS_FOLDER("in process, folder", 3),
    HTTP_MEMORY("HTTP, memory", 5),
    HTTP_FOLDER("HTTP, folder", 3),
    LOCAL_MEMORY("DynamoDB Local, memory", 1),
    LOCAL_DISK("DynamoDB Local, disk", 1);

    private final String title;
    private final int aim;

    Setting(String title, int aim) {
        this.title = title;
        this.aim = aim;
    }

    /** The name in tables. */
    public String title() {
        return title;
    }

    /** How many times the throughput of its {@link #reference} it should have at least. */
    int aim() {
        return aim;
    }

    /** Whether it is one of DynamoDB Local's. */
    public boolean isLocal() {
        return this == LOCAL_MEMORY || this == LOCAL_DISK;
    }

    /** Whether what is acknowledged is on the disk. */
    public boolean isKept() {
        return this == IN_PROCESS_FOLDER || this == HTTP_FOLDER || this == LOCAL_DISK;
    }

    /** Whether it is a process of its own. */
    public boolean isServer() {
        return this != IN_PROCESS_MEMORY && this != IN_PROCESS_FOLDER;
    }

    /** What it is compared with: DynamoDB Local that keeps its data in the same place. */
    Setting reference() {
        return isKept() ? LOCAL_DISK : LOCAL_MEMORY;
    }
}

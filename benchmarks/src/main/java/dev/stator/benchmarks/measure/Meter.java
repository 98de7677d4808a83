package dev.stator.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads what this JVM has used: CPU time of the whole process, time of its compiler, and bytes allocated by its Java threads.
 *
 * <p>JDK 17 has no counter of the bytes of threads that have ended, so bytes are summed by thread, and a {@link Use} says
 * whether any thread was missed.
 */
final class Meter {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    private Meter() {}

    /** The meters at one moment. */
    record Mark(long nanos, long cpuNanos, long compileMillis, Map<Long, Long> allocatedByThread, long threadsStarted) {

        /** What was used since an earlier mark. */
        Use since(Mark earlier) {
            long allocated = 0;
            for (Map.Entry<Long, Long> thread : allocatedByThread.entrySet()) {
                allocated += thread.getValue() - earlier.allocatedByThread.getOrDefault(thread.getKey(), 0L);
            }
            Set<Long> born = new HashSet<>(allocatedByThread.keySet());
            born.removeAll(earlier.allocatedByThread.keySet());
            boolean noneDied = allocatedByThread.keySet().containsAll(earlier.allocatedByThread.keySet())
                    && born.size() == threadsStarted - earlier.threadsStarted;
            return new Use(
                    nanos - earlier.nanos,
                    cpuNanos - earlier.cpuNanos,
                    compileMillis - earlier.compileMillis,
                    allocated,
                    noneDied);
        }
    }

    /** What was used between two marks. */
    record Use(long nanos, long cpuNanos, long compileMillis, long allocated, boolean everyThreadSeen) {}

    static Mark mark() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> allocated = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                allocated.put(ids[i], bytes[i]);
            }
        }
        return new Mark(
                System.nanoTime(),
                PROCESS.getProcessCpuTime(),
                COMPILER.getTotalCompilationTime(),
                allocated,
                THREADS.getTotalStartedThreadCount());
    }
}

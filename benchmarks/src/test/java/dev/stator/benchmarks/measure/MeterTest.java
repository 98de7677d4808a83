package dev.stator.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static final int BLOCK = 1 << 20;

    private volatile byte[] kept = {};

    @Test
    void aBusyLoopIsSeenAsCpuTime() {
        Meter.Mark before = Meter.mark();
        double sum = 0;
        // Until the meter has moved, however coarse its clock is; one that stands still fails at the bound.
        for (int turn = 0; turn < 20_000 && Meter.mark().since(before).cpuNanos() == 0; turn++) {
            for (int i = 0; i < 100_000; i++) {
                sum += Math.sqrt(i);
            }
        }
        assertThat(sum).isPositive();
        assertThat(Meter.mark().since(before).cpuNanos()).isPositive();
    }

    @Test
    void whatAThreadAllocatesIsCounted() {
        Meter.Mark before = Meter.mark();
        for (int i = 0; i < 16; i++) {
            kept = new byte[BLOCK];
        }
        Meter.Use use = Meter.mark().since(before);
        assertThat(kept).hasSize(BLOCK);
        assertThat(use.allocated()).isBetween(16L * BLOCK, 32L * BLOCK);
    }

    @Test
    void aThreadThatIsBornInBetweenIsCountedWhileItLives() throws InterruptedException {
        CountDownLatch allocated = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            kept = new byte[16 * BLOCK];
            allocated.countDown();
            try {
                end.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        Meter.Mark before = Meter.mark();
        thread.start();
        allocated.await();
        Meter.Use alive = Meter.mark().since(before);
        end.countDown();
        thread.join();
        Meter.Use dead = Meter.mark().since(before);

        assertThat(alive.allocated()).isGreaterThanOrEqualTo(16L * BLOCK);
        assertThat(dead.everyThreadSeen()).isFalse();
    }
}

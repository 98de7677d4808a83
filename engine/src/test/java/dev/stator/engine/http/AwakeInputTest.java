package dev.stator.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AwakeInputTest {
    private static final int READS = 10_000;

    private final AtomicReference<Object> last = new AtomicReference<>();
    private final InputStream endless = new ByteArrayInputStream(new byte[READS]);
    private long now;

    /** A client whose bytes are there when they have been asked for so many times, each of which takes 10 µs. */
    private class Client extends InputStream {
        int looksBefore;
        private int looks;
        int waits;

        Client(int looksBefore) {
            this.looksBefore = looksBefore;
        }

        @Override
        public int available() {
            if (looks == 0) {
                waits++;
            }
            now += TimeUnit.MICROSECONDS.toNanos(10);
            return looks++ < looksBefore ? 0 : 1;
        }

        @Override
        public int read() throws IOException {
            looks = 0;
            return endless.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            looks = 0;
            return endless.read(buffer, offset, Math.min(length, 1));
        }
    }

    private AwakeInput input(Client client) {
        return new AwakeInput(client, InputStream.nullInputStream(), last, () -> now);
    }

    private static void read(InputStream input, int times) throws IOException {
        byte[] buffer = new byte[10];
        for (int i = 0; i < times; i++) {
            assertThat(input.read(buffer, 0, buffer.length)).isEqualTo(1);
        }
    }

    @Test
    void aClientThatAsksAtOnceIsWaitedForEachTime() throws IOException {
        var client = new Client(3);
        read(input(client), READS);
        assertThat(client.waits).isEqualTo(READS - 1);
    }

    @Test
    void aClientThatTakesLongerIsWaitedForMoreAndMoreRarely() throws IOException {
        var client = new Client(Integer.MAX_VALUE);
        read(input(client), READS);
        // After rests of 1, 3, 7 and so on up to 1023 reads, which come to 2,036, and of 1023 from there on.
        assertThat(client.waits).isEqualTo(10 + (READS - 1 - 2_036 - 10) / 1_024 + 1);
    }

    @Test
    void aClientThatHasBecomeFasterIsSoonWaitedForEachTimeAgain() throws IOException {
        var client = new Client(Integer.MAX_VALUE);
        AwakeInput input = input(client);
        read(input, 5_000);
        assertThat(client.waits).isLessThan(20);
        client.looksBefore = 0;
        read(input, 2_500);
        int before = client.waits;
        read(input, 1_000);
        assertThat(client.waits - before).isEqualTo(1_000);
    }

    @Test
    void whereSeveralAskInTurnNobodyIsWaitedForAwake() throws IOException {
        var one = new Client(0);
        var other = new Client(0);
        AwakeInput first = input(one);
        AwakeInput second = input(other);
        for (int i = 0; i < 100; i++) {
            read(first, 1);
            read(second, 1);
        }
        assertThat(one.waits + other.waits).isZero();
        read(first, 2);
        assertThat(one.waits).isEqualTo(1);
    }

    @Test
    void whoWaitsAwakeSleepsWhenAnotherReads() throws IOException {
        var other = input(new Client(0));
        var client = new Client(Integer.MAX_VALUE) {
            @Override
            public int available() {
                try {
                    other.read();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                return super.available();
            }
        };
        read(input(client), 2);
        assertThat(client.waits).isEqualTo(1);
        assertThat(now).as("one look").isEqualTo(TimeUnit.MICROSECONDS.toNanos(10));
    }

    @Test
    void whatIsBeneathCountsToo() throws IOException {
        var client = new Client(Integer.MAX_VALUE);
        var input = new AwakeInput(client, new ByteArrayInputStream(new byte[1]), last, () -> now);
        read(input, 3);
        assertThat(client.waits).isEqualTo(2);
    }
}

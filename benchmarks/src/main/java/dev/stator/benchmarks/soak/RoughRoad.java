package dev.stator.benchmarks.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way between a client and a server, on which connections are dropped, bytes are held up, and replies end before their end. Knows
 * nothing of HTTP: what happens, happens at any byte.
 */
final class RoughRoad implements AutoCloseable {
    /** What can happen to some bytes on their way. */
    enum Bump {
        /** Both connections are closed, and the bytes are gone. */
        DROP,
        /** Some of the bytes arrive, and then both connections are closed. */
        TRUNCATE,
        /** The bytes arrive later. */
        STALL
    }

    private static final int LONGEST_STALL_MILLIS = 1500;

    private final ServerSocket listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    private final InetSocketAddress server;
    private final double rate;
    private final SplittableRandom random;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "rough-road");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Bump, AtomicLong> bumps = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();
    private volatile boolean smooth;

    /** A road to a server, on which something happens to such a share of the pieces that go over it. */
    RoughRoad(URI to, double rate, long seed) throws IOException {
        this.server = new InetSocketAddress(to.getHost(), to.getPort());
        this.rate = rate;
        this.random = new SplittableRandom(seed);
        threads.execute(this::accept);
    }

    String endpoint() {
        return "http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** From now on nothing happens any more. */
    void repair() {
        smooth = true;
    }

    /** How many connections of clients there were. */
    long opened() {
        return opened.get();
    }

    /** How many connections of clients there are. */
    int open() {
        return open.size();
    }

    Map<String, Long> bumps() {
        Map<String, Long> counts = new TreeMap<>();
        bumps.forEach((bump, count) -> counts.put(bump.name(), count.get()));
        return counts;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                opened.incrementAndGet();
                open.add(client);
                threads.execute(() -> join(client));
            } catch (IOException closed) {
                // The listener is closed, or a client has gone already.
            }
        }
    }

    private void join(Socket client) {
        Socket onward = new Socket();
        try {
            onward.connect(server);
            client.setTcpNoDelay(true);
            onward.setTcpNoDelay(true);
        } catch (IOException e) {
            close(client, onward);
            return;
        }
        threads.execute(() -> carry(client, onward, client, onward));
        carry(onward, client, client, onward);
    }

    private void carry(Socket from, Socket to, Socket client, Socket onward) {
        byte[] piece = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                int passed = bump(length);
                out.write(piece, 0, passed);
                out.flush();
                if (passed < length) {
                    break;
                }
            }
        } catch (IOException | InterruptedException e) {
            // One of the two has gone; so does the other.
        } finally {
            close(client, onward);
        }
    }

    /** How many of the bytes pass; fewer than all mean the end of both connections. */
    private int bump(int length) throws InterruptedException {
        Bump bump;
        int part;
        int millis;
        synchronized (random) {
            if (smooth || random.nextDouble() >= rate) {
                return length;
            }
            bump = Bump.values()[random.nextInt(Bump.values().length)];
            part = random.nextInt(length);
            millis = 1 + random.nextInt(LONGEST_STALL_MILLIS);
        }
        bumps.computeIfAbsent(bump, any -> new AtomicLong()).incrementAndGet();
        if (bump == Bump.STALL) {
            Thread.sleep(millis);
            return length;
        }
        return bump == Bump.TRUNCATE ? part : 0;
    }

    private void close(Socket client, Socket onward) {
        open.remove(client);
        for (Socket socket : List.of(client, onward)) {
            try {
                socket.close();
            } catch (IOException e) {
                // It was broken already.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
        for (Socket socket : open) {
            socket.close();
        }
    }
}

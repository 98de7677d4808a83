package dev.stator.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A server that reads HTTP requests off a socket and does with them what a test says, byte for byte. */
final class ScriptedServer implements AutoCloseable {
    /** A request as it came in; header names in lower case, in the order of the wire. */
    record Received(int connection, String line, Map<String, String> headers, String body, Socket socket) {
        /** Ends what the server sends, while it still reads. */
        void halfClose() throws IOException {
            socket.shutdownOutput();
        }
    }

    /** Answers a request; the connection stays open for another only if it returns true. */
    @FunctionalInterface
    interface Script {
        boolean answer(Received request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final String scheme;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    ScriptedServer(Script script) throws IOException {
        this("http", ServerSocketFactory.getDefault(), script);
    }

    ScriptedServer(String scheme, ServerSocketFactory sockets, Script script) throws IOException {
        this(scheme, sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    /** One that listens at an address of this machine. */
    ScriptedServer(InetAddress address, int port, Script script) throws IOException {
        this("http", new ServerSocket(port, 50, address), script);
    }

    private ScriptedServer(String scheme, ServerSocket listener, Script script) {
        this.listener = listener;
        this.scheme = scheme;
        this.script = script;
        daemon(this::accept);
    }

    URI uri() {
        return URI.create(scheme + "://localhost:" + listener.getLocalPort());
    }

    List<Received> received() {
        return received;
    }

    int connections() {
        return connections.get();
    }

    /** How many connections are open now. */
    int open() {
        return open.size();
    }

    /** A whole reply with a right checksum. */
    static byte[] reply(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return reply(bytes, "x-amz-crc32: " + crc(bytes) + "\r\n");
    }

    static byte[] reply(byte[] body, String headers) {
        return raw(
                "HTTP/1.1 200 OK\r\nx-amzn-RequestId: R1\r\n" + headers + "Content-Length: " + body.length
                        + "\r\nContent-Type: application/x-amz-json-1.0\r\n\r\n",
                body);
    }

    static byte[] raw(String head, byte[] body) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                int number = connections.incrementAndGet();
                open.add(socket);
                if (listener.isClosed()) {
                    // It came in the moment of closing, which may not have seen it.
                    socket.close();
                }
                daemon(() -> serve(socket, number));
            }
        } catch (IOException e) {
            // The listener was closed.
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Received request = read(in, number, socket); request != null; request = read(in, number, socket)) {
                received.add(request);
                if (!script.answer(request, socket.getOutputStream())) {
                    break;
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client went away, as some tests make it.
        } finally {
            open.remove(socket);
        }
    }

    private static @Nullable Received read(InputStream in, int number, Socket socket) throws IOException {
        String line = line(in);
        if (line.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.merge(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim(),
                    (one, two) -> one + "," + two);
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.get("content-length")));
        return new Received(number, line, headers, new String(body, UTF_8), socket);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}

package dev.stator.benchmarks.stub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One connection of the stub: reads a request no further than it must to know the action and where the body ends, writes
 * the reply, and starts again.
 */
final class Connection implements Runnable {

    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(ISO_8859_1);
    private static final byte[] TARGET = "x-amz-target:".getBytes(ISO_8859_1);
    private static final ByteBuffer CONTINUE = ByteBuffer.wrap("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
    private static final byte[] EXPECT = "expect:".getBytes(ISO_8859_1);

    private final SocketChannel channel;
    private final CannedReplies replies;
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(64 * 1024);
    private final byte[] line = new byte[8 * 1024];

    Connection(SocketChannel channel, CannedReplies replies) {
        this.channel = channel;
        this.replies = replies;
        arrived.flip();
    }

    @Override
    public void run() {
        try (channel) {
            while (fill()) {
                answer();
            }
        } catch (IOException gone) {
            // The client closed in the middle of something: nobody is left to tell.
        }
    }

    private void answer() throws IOException {
        ByteBuffer reply = null;
        int length = 0;
        boolean expects = false;
        for (int end = line(); end > 0; end = line()) {
            if (startsWith(TARGET, end)) {
                int action = end;
                while (line[action - 1] != '.') {
                    action--;
                }
                reply = replies.replyTo(line, action, end);
            } else if (startsWith(CONTENT_LENGTH, end)) {
                length = Integer.parseInt(
                        new String(line, CONTENT_LENGTH.length, end - CONTENT_LENGTH.length, ISO_8859_1).strip());
            } else if (startsWith(EXPECT, end)) {
                expects = true;
            }
        }
        if (expects) {
            write(CONTINUE.duplicate());
        }
        skip(length);
        write(reply == null ? replies.replyTo(line, 0, 0) : reply);
    }

    /** Reads one line into the buffer and returns its length without the line break. */
    private int line() throws IOException {
        int end = 0;
        while (true) {
            if (!fill()) {
                throw new EOFException();
            }
            while (arrived.hasRemaining()) {
                byte next = arrived.get();
                if (next == '\n') {
                    return end > 0 && line[end - 1] == '\r' ? end - 1 : end;
                }
                line[end++] = next;
            }
        }
    }

    private void skip(int bytes) throws IOException {
        int left = bytes;
        while (left > 0) {
            if (!fill()) {
                throw new EOFException();
            }
            int step = Math.min(left, arrived.remaining());
            arrived.position(arrived.position() + step);
            left -= step;
        }
    }

    /** Makes sure that a byte is there; false when the client has closed. */
    private boolean fill() throws IOException {
        if (arrived.hasRemaining()) {
            return true;
        }
        arrived.clear();
        int read = channel.read(arrived);
        arrived.flip();
        return read > 0;
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private boolean startsWith(byte[] name, int end) {
        if (end < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            // Header names are letters, digits and hyphens: setting this bit changes the case of letters alone.
            if ((line[i] | 0x20) != name[i]) {
                return false;
            }
        }
        return true;
    }
}

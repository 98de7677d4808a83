package dev.stator.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpMessageParserFactory;
import org.apache.hc.core5.http.nio.NHttpMessageParser;
import org.apache.hc.core5.http.nio.NHttpMessageParserFactory;
import org.apache.hc.core5.http.nio.SessionInputBuffer;

/**
 * Parsers that take the head of a response only when it is whole. HttpCore's own take the end of the stream for the end of
 * the head, so that a reply cut off before its Content-Length would pass for a whole one without a body.
 */
final class WholeHead {
    /** Bounds, so that a peer that is no DynamoDB cannot fill the memory with headers. */
    static final Http1Config CONFIG = Http1Config.custom()
            .setMaxHeaderCount(200)
            .setMaxLineLength(64 << 10)
            .setInitialWindowSize(Integer.MAX_VALUE)
            .build();

    private static final NHttpMessageParserFactory<HttpResponse> ASYNC = new DefaultHttpResponseParserFactory(CONFIG);

    private WholeHead() {}

    /**
     * Those of one connection.
     *
     * @param reading told what they read from, whenever they begin to read a head
     */
    static HttpMessageParserFactory<ClassicHttpResponse> blocking(
            Consumer<org.apache.hc.core5.http.io.SessionInputBuffer> reading) {
        var standard = new org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory(CONFIG, null, null);
        return new HttpMessageParserFactory<>() {
            @Override
            public HttpMessageParser<ClassicHttpResponse> create() {
                HttpMessageParser<ClassicHttpResponse> parser = standard.create();
                return (buffer, stream) -> {
                    reading.accept(buffer);
                    return parser.parse(buffer, new Unended(stream));
                };
            }

            @Deprecated
            @Override
            @SuppressWarnings("InlineMeSuggester") // HttpCore deprecated it, and still declares it abstract
            public HttpMessageParser<ClassicHttpResponse> create(Http1Config ignored) {
                return create();
            }
        };
    }

    /**
     * That of one connection.
     *
     * @param reading told what it reads from, whenever it reads
     */
    static NHttpMessageParser<HttpResponse> async(Consumer<SessionInputBuffer> reading) {
        return new Patient(ASYNC.create(), reading);
    }

    private static ConnectionClosedException cutOff() {
        return new ConnectionClosedException("Connection closed by peer");
    }

    private static final class Unended extends FilterInputStream {
        Unended(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            if (next < 0) {
                throw cutOff();
            }
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count < 0) {
                throw cutOff();
            }
            return count;
        }
    }

    private static final class Patient implements NHttpMessageParser<HttpResponse> {
        private final NHttpMessageParser<HttpResponse> parser;
        private final Consumer<SessionInputBuffer> reading;

        Patient(NHttpMessageParser<HttpResponse> parser, Consumer<SessionInputBuffer> reading) {
            this.parser = parser;
            this.reading = reading;
        }

        @Override
        public void reset() {
            parser.reset();
        }

        @Override
        @SuppressWarnings("NullAway") // null is HttpCore's word for "not yet"
        public HttpResponse parse(SessionInputBuffer buffer, boolean endOfStream) throws IOException, HttpException {
            reading.accept(buffer);
            HttpResponse response = parser.parse(buffer, false);
            if (response == null && endOfStream && buffer.hasData()) {
                throw cutOff();
            }
            return response;
        }
    }
}

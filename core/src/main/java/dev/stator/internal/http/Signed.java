package dev.stator.internal.http;

import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.Signature;
import dev.stator.transport.WireReply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;

/** The head of one request as it is sent, and how it was signed; a plain class, so that nothing prints it. */
final class Signed {
    private final SignedHead head;
    private final CredentialsProvider provider;
    private final Credentials credentials;
    private final Header[] headers;
    private final long epochSecond;

    Signed(SignedHead head, CredentialsProvider provider, Credentials credentials, Header[] headers, long epochSecond) {
        this.head = head;
        this.provider = provider;
        this.credentials = credentials;
        this.headers = headers;
        this.epochSecond = epochSecond;
    }

    Optional<Header> proxyAuthorization() {
        return head.proxyAuthorization();
    }

    BasicClassicHttpRequest classic() {
        return withHeaders(new BasicClassicHttpRequest("POST", head.path()));
    }

    BasicHttpRequest async() {
        return withHeaders(new BasicHttpRequest("POST", head.path()));
    }

    private <T extends BasicHttpRequest> T withHeaders(T post) {
        post.setHeaders(headers);
        return head.addressed(post);
    }

    /** A refusal brings the means to sign better; a success is left as it is. */
    WireReply mark(WireReply reply) {
        return reply.status() == 200 ? reply : reply.signedWith(new SeenFromReply(reply));
    }

    private final class SeenFromReply implements Signature {
        private final OptionalLong servers;
        private final long ours = head.now();

        SeenFromReply(WireReply reply) {
            this.servers = reply.header("date").map(SeenFromReply::second).orElse(OptionalLong.empty());
        }

        private static OptionalLong second(String date) {
            try {
                return OptionalLong.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toEpochSecond());
            } catch (DateTimeException e) {
                return OptionalLong.empty();
            }
        }

        @Override
        public boolean renewCredentials() {
            return provider.invalidate(credentials);
        }

        @Override
        public boolean correctClock(Duration tolerance) {
            if (servers.isEmpty() || Math.abs(servers.getAsLong() - epochSecond) <= tolerance.toSeconds()) {
                return false;
            }
            head.skew(servers.getAsLong() - ours);
            return true;
        }
    }
}

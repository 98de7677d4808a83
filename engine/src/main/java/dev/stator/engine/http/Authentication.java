package dev.stator.engine.http;

import dev.stator.transport.Credentials;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;

/** What the front asks of a request's signature. */
public abstract class Authentication {
    /** A signature must be there in its full form, as the service demands it, but is not verified: any credentials will do. */
    public static final Authentication REQUIRED = new Authentication() {
        @Override
        Optional<Answer> refusal(HttpRequest request, byte[] body) {
            Header authorization = request.getFirstHeader(HttpHeaders.AUTHORIZATION);
            Set<String> query = queryNames(request.getPath());
            boolean presigned = query.contains("X-Amz-Algorithm") || query.contains("X-Amz-Algorithm=");
            if (authorization == null) {
                return presigned ? incompleteQuery(query) : Optional.of(MISSING);
            }
            if (presigned) {
                return Optional.of(TWICE);
            }
            String value = authorization.getValue();
            return value.strip().startsWith("AWS4-") ? incompleteHeader(request, value) : Optional.of(MISSING);
        }
    };

    /** Unsigned requests are served too, such as those of curl. */
    public static final Authentication OPTIONAL = new Authentication() {
        @Override
        Optional<Answer> refusal(HttpRequest request, byte[] body) {
            return Optional.empty();
        }
    };

    private static final Answer MISSING = Answer.refusal(
            "com.amazon.coral.service#MissingAuthenticationTokenException", "Request is missing Authentication Token");
    private static final Answer TWICE = Answer.refusal(
            "com.amazon.coral.service#InvalidSignatureException",
            "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");

    private static final List<String> HEADER_PARTS = List.of("Credential", "Signature", "SignedHeaders");
    private static final List<String> QUERY_PARTS =
            List.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date");

    Authentication() {}

    /**
     * A signature must be there and be right: made with one of these keys, over this very request, within 5 minutes of now.
     *
     * @param keys the keys that are let in; a session token, where one has it, must come with the request
     * @param clock the time that signatures are compared with
     */
    public static Authentication verified(Collection<Credentials> keys, Clock clock) {
        return new SignatureCheck(keys, clock);
    }

    /** The service's answer to a request whose signature is not accepted, or empty when it is. */
    abstract Optional<Answer> refusal(HttpRequest request, byte[] body);

    private static Optional<Answer> incompleteHeader(HttpRequest request, String authorization) {
        StringBuilder message = new StringBuilder();
        for (String part : HEADER_PARTS) {
            if (!gives(authorization.strip(), part)) {
                message.append("Authorization header requires '").append(part).append("' parameter. ");
            }
        }
        if (!request.containsHeader("X-Amz-Date") && !request.containsHeader(HttpHeaders.DATE)) {
            message.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        return incomplete(message, "Authorization=" + authorization);
    }

    /** Whether a part is there, behind the algorithm, with a value. */
    private static boolean gives(String authorization, String part) {
        String pair = part + "=";
        for (int at = authorization.indexOf(pair); at >= 0; at = authorization.indexOf(pair, at + 1)) {
            int value = at + pair.length();
            boolean isPair = at > 0 && isBetweenPairs(authorization.charAt(at - 1));
            if (isPair && value < authorization.length() && !isBetweenPairs(authorization.charAt(value))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBetweenPairs(char c) {
        return c == ',' || c == ' ';
    }

    private static Optional<Answer> incompleteQuery(Set<String> query) {
        StringBuilder message = new StringBuilder();
        for (String part : QUERY_PARTS) {
            if (!query.contains(part + "=")) {
                message.append("AWS query-string parameters must include '")
                        .append(part)
                        .append("'. ");
            }
        }
        return incomplete(message, "Re-examine the query-string parameters.");
    }

    private static Optional<Answer> incomplete(StringBuilder message, String ending) {
        return message.isEmpty()
                ? Optional.empty()
                : Optional.of(Answer.refusal(
                        "com.amazon.coral.service#IncompleteSignatureException",
                        message.append(ending).toString()));
    }

    private static Set<String> queryNames(String path) {
        int question = path.indexOf('?');
        return question < 0
                ? Set.of()
                : Arrays.stream(path.substring(question + 1).split("&"))
                        .map(Authentication::nameWithValue)
                        .collect(Collectors.toSet());
    }

    /** The name of a pair, with its equals sign only if a value follows: a part without a value counts as missing. */
    private static String nameWithValue(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            return pair;
        }
        return equals == pair.length() - 1 ? pair.substring(0, equals) : pair.substring(0, equals + 1);
    }
}

package dev.stator.internal.protocol;

import dev.stator.error.AccessDeniedException;
import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.IdempotencyMismatchException;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ItemCollectionTooLargeException;
import dev.stator.error.LimitExceededException;
import dev.stator.error.ResourceInUseException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.ServiceException;
import dev.stator.error.ServiceFailure;
import dev.stator.error.ThrottlingException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.error.TransactionConflictException;
import dev.stator.error.UnavailableException;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.transport.WireReply;
import dev.stator.value.Item;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * An error reply: its parts as read from the wire, and what its code means. Only the code decides, never the message,
 * whose words differ between regions and weeks.
 */
public final class ServiceError {
    /** Whether the same request can succeed later. */
    public enum Retry {
        /** No. */
        NEVER,
        /** Yes, and soon: a failure inside the service. */
        TRANSIENT,
        /** Yes, and later: the service asked to slow down. */
        THROTTLING
    }

    /** The header with the service's id of a request. */
    public static final String REQUEST_ID = "x-amzn-requestid";

    private static final String IN_PROGRESS = "TransactionInProgressException";

    private static final Set<String> EXPIRED = Set.of("ExpiredTokenException", "ExpiredToken");
    private static final Set<String> SKEWED = Set.of("RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture");
    /** What is said of a wrong time too, but also of a wrong key. */
    private static final Set<String> MAYBE_SKEWED =
            Set.of("InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure");
    /** A clock that is off by less is not the reason of a refusal: the service's own limit is 5 minutes. */
    private static final Duration TOLERANCE = Duration.ofMinutes(4);

    private record Meaning(Retry retry, BiFunction<ServiceError, ServiceFailure, ServiceException> exception) {}

    private static final Map<String, Meaning> MEANINGS = meanings();

    private final WireReply reply;
    private final String code;
    private String type;
    private String message = "";
    private Optional<Item> item = Optional.empty();
    private final List<TransactionCanceledException.Reason> reasons = new ArrayList<>();
    private final List<ThrottlingException.Reason> throttlingReasons = new ArrayList<>();

    private ServiceError(WireReply reply) {
        this.reply = reply;
        this.type = reply.header("x-amzn-errortype").orElse("");
        try {
            readBody(new JsonReader(reply.body()));
        } catch (MalformedJsonException | CodecException | IllegalArgumentException e) {
            // A proxy's page of HTML, say, or an item that no DynamoDB holds: status and body say all there is.
        }
        this.code = withoutNamespace(type);
    }

    /** Reads a reply whose status is not 200. */
    public static ServiceError read(WireReply reply) {
        return new ServiceError(reply);
    }

    private void readBody(JsonReader json) {
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "__type" -> type = text(json, type);
                case "message", "Message" -> message = text(json, "");
                case "Item" -> item = Optional.of(Item.readFrom(json.items()));
                case "CancellationReasons" -> readReasons(json);
                case "throttlingReasons", "ThrottlingReasons" -> readThrottlingReasons(json);
                default -> json.skip();
            }
        }
    }

    private static String text(JsonReader json, String instead) {
        return json.isNull() ? instead : json.text();
    }

    private void readReasons(JsonReader json) {
        json.startArray();
        while (json.nextElement()) {
            String reasonCode = "None";
            String reasonMessage = "";
            Optional<Item> existing = Optional.empty();
            json.startObject();
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "Code" -> reasonCode = text(json, "None");
                    case "Message" -> reasonMessage = text(json, "");
                    case "Item" -> existing = Optional.of(Item.readFrom(json.items()));
                    default -> json.skip();
                }
            }
            reasons.add(new TransactionCanceledException.Reason(reasonCode, reasonMessage, existing));
        }
    }

    private void readThrottlingReasons(JsonReader json) {
        if (json.isNull()) {
            return;
        }
        json.startArray();
        while (json.nextElement()) {
            String reason = "";
            String resource = "";
            json.startObject();
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "reason" -> reason = text(json, "");
                    case "resource" -> resource = text(json, "");
                    default -> json.skip();
                }
            }
            throttlingReasons.add(new ThrottlingException.Reason(reason, resource));
        }
    }

    /** {@code com.amazonaws.dynamodb.v20120810#ValidationException} and {@code ValidationException:http://…} alike. */
    private static String withoutNamespace(String type) {
        String name = type.substring(type.indexOf('#') + 1);
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    /** Whether the same request can succeed later. An unknown code goes by its status. */
    public Retry retry() {
        Meaning meaning = MEANINGS.get(code);
        if (meaning != null) {
            return meaning.retry();
        }
        return switch (reply.status()) {
            case 500, 502, 503, 504 -> Retry.TRANSIENT;
            case 429 -> Retry.THROTTLING;
            default -> Retry.NEVER;
        };
    }

    /**
     * Whether the same request can succeed when it is signed once more: has expired credentials renewed and a wrong clock
     * corrected, if the code says so and the transport can.
     */
    public boolean resign() {
        return reply.signature()
                .map(how -> EXPIRED.contains(code)
                        ? how.renewCredentials()
                        : SKEWED.contains(code)
                                ? how.correctClock(Duration.ZERO)
                                : MAYBE_SKEWED.contains(code) && how.correctClock(TOLERANCE))
                .orElse(false);
    }

    /**
     * Whether the request may have been carried out all the same: after a failure inside the service, and when the same
     * transaction, sent before, is still under way.
     */
    public boolean indefinite() {
        return code.equals(IN_PROGRESS) || (reply.status() >= 500 && retry() != Retry.THROTTLING);
    }

    /** How long the service asks to wait; zero if it does not say. */
    public Duration retryAfter() {
        try {
            return reply.header("x-amz-retry-after")
                    .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                    .orElse(Duration.ZERO);
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    /** The exception of this error for an operation that was sent so many times. */
    public ServiceException toException(Operation<?> operation, int attempts, boolean mayHaveApplied) {
        ServiceFailure failure = new ServiceFailure(
                operation.action(),
                operation.table(),
                reply.status(),
                code,
                message,
                reply.header(REQUEST_ID),
                new String(reply.body(), StandardCharsets.UTF_8),
                attempts,
                mayHaveApplied);
        Meaning meaning = MEANINGS.get(code);
        if (meaning != null) {
            return meaning.exception().apply(this, failure);
        } else if (retry() == Retry.THROTTLING) {
            return throttling(failure);
        }
        return reply.status() >= 500 ? new UnavailableException(failure) : new ServiceException(failure);
    }

    private ConditionFailedException conditionFailed(ServiceFailure failure) {
        return new ConditionFailedException(failure, item);
    }

    private TransactionCanceledException transactionCanceled(ServiceFailure failure) {
        return new TransactionCanceledException(failure, reasons);
    }

    private ThrottlingException throttling(ServiceFailure failure) {
        return new ThrottlingException(failure, throttlingReasons);
    }

    private static Map<String, Meaning> meanings() {
        Map<String, Meaning> table = new HashMap<>();
        put(
                table,
                Retry.NEVER,
                InvalidRequestException::new,
                "ValidationException",
                "SerializationException",
                "UnknownOperationException",
                "InvalidEndpointException",
                "InvalidAction",
                "MalformedQueryString",
                "DuplicateItemException",
                "InvalidRestoreTimeException",
                "InvalidExportTimeException",
                "TrimmedDataAccessException",
                "ExpiredIteratorException",
                "InvalidNextTokenException");
        put(
                table,
                Retry.NEVER,
                AccessDeniedException::new,
                "AccessDeniedException",
                "UnrecognizedClientException",
                "InvalidSignatureException",
                "SignatureDoesNotMatch",
                "IncompleteSignatureException",
                "IncompleteSignature",
                "MissingAuthenticationTokenException",
                "MissingAuthenticationToken",
                "ExpiredTokenException",
                "ExpiredToken",
                "InvalidClientTokenId",
                "InvalidAccessKeyId",
                "AuthFailure",
                "OptInRequired",
                "NotAuthorized",
                "RequestExpired",
                "RequestTimeTooSkewed",
                "RequestInTheFuture",
                "KMSAccessDeniedException",
                "FailedResourceAccessException");
        putKnown(
                table,
                Retry.THROTTLING,
                ServiceError::throttling,
                "ProvisionedThroughputExceededException",
                "ProvisionedThroughputExceeded",
                "ThrottlingException",
                "Throttling",
                "ThrottledException",
                "RequestThrottledException",
                "RequestThrottled",
                "RequestLimitExceeded",
                "TooManyRequestsException",
                "SlowDown",
                "BandwidthLimitExceeded");
        put(table, Retry.THROTTLING, LimitExceededException::new, "LimitExceededException");
        put(
                table,
                Retry.NEVER,
                ResourceNotFoundException::new,
                "ResourceNotFoundException",
                "TableNotFoundException",
                "IndexNotFoundException",
                "BackupNotFoundException",
                "ExportNotFoundException",
                "ImportNotFoundException",
                "GlobalTableNotFoundException",
                "ReplicaNotFoundException",
                "PolicyNotFoundException",
                "PointInTimeRecoveryUnavailableException",
                "ContinuousBackupsUnavailableException",
                "ObjectNotFoundException");
        put(
                table,
                Retry.NEVER,
                ResourceInUseException::new,
                "ResourceInUseException",
                "TableInUseException",
                "TableAlreadyExistsException",
                "BackupInUseException",
                "GlobalTableAlreadyExistsException",
                "ReplicaAlreadyExistsException",
                "ExportConflictException",
                "ImportConflictException");
        put(
                table,
                Retry.NEVER,
                TransactionConflictException::new,
                "TransactionConflictException",
                "ReplicatedWriteConflictException");
        putKnown(table, Retry.NEVER, ServiceError::conditionFailed, "ConditionalCheckFailedException");
        putKnown(table, Retry.NEVER, ServiceError::transactionCanceled, "TransactionCanceledException");
        put(table, Retry.NEVER, IdempotencyMismatchException::new, "IdempotentParameterMismatchException");
        put(table, Retry.NEVER, ItemCollectionTooLargeException::new, "ItemCollectionSizeLimitExceededException");
        put(
                table,
                Retry.TRANSIENT,
                UnavailableException::new,
                "InternalServerError",
                "InternalServerErrorException",
                "InternalFailure",
                "InternalServiceException",
                "ConcurrentUpdateException",
                "ServiceUnavailable",
                "ServiceUnavailableException",
                "RequestTimeout",
                "RequestTimeoutException");
        put(table, Retry.THROTTLING, UnavailableException::new, IN_PROGRESS);
        return Map.copyOf(table);
    }

    private static void put(
            Map<String, Meaning> table,
            Retry retry,
            Function<ServiceFailure, ServiceException> exception,
            String... codes) {
        putKnown(table, retry, (error, failure) -> exception.apply(failure), codes);
    }

    /** For exceptions that hold more of the reply than every failure does. */
    private static void putKnown(
            Map<String, Meaning> table,
            Retry retry,
            BiFunction<ServiceError, ServiceFailure, ServiceException> exception,
            String... codes) {
        for (String code : codes) {
            table.put(code, new Meaning(retry, exception));
        }
    }
}

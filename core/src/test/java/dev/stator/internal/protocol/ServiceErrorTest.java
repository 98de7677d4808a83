package dev.stator.internal.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.error.AccessDeniedException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.IdempotencyMismatchException;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ItemCollectionTooLargeException;
import dev.stator.error.LimitExceededException;
import dev.stator.error.ResourceInUseException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.ServiceException;
import dev.stator.error.ThrottlingException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.error.TransactionConflictException;
import dev.stator.error.UnavailableException;
import dev.stator.internal.protocol.ServiceError.Retry;
import dev.stator.transport.WireReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class ServiceErrorTest {
    private static ServiceError error(int status, Map<String, String> headers, String body) {
        return ServiceError.read(new WireReply(status, headers, body.getBytes(UTF_8)));
    }

    private static ServiceError error(int status, String code) {
        return error(status, Map.of(), "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\"}");
    }

    private static ServiceException exception(ServiceError error) {
        return error.toException(new DescribeTableOperation("users"), 2, false);
    }

    private static Stream<Arguments> each(Class<?> type, Retry retry, String... codes) {
        return Stream.of(codes).map(code -> Arguments.of(code, type, retry));
    }

    static Stream<Arguments> codes() {
        return Stream.of(
                        each(ConditionFailedException.class, Retry.NEVER, "ConditionalCheckFailedException"),
                        each(TransactionCanceledException.class, Retry.NEVER, "TransactionCanceledException"),
                        each(IdempotencyMismatchException.class, Retry.NEVER, "IdempotentParameterMismatchException"),
                        each(
                                ItemCollectionTooLargeException.class,
                                Retry.NEVER,
                                "ItemCollectionSizeLimitExceededException"),
                        each(LimitExceededException.class, Retry.THROTTLING, "LimitExceededException"),
                        each(
                                TransactionConflictException.class,
                                Retry.NEVER,
                                "TransactionConflictException",
                                "ReplicatedWriteConflictException"),
                        each(
                                InvalidRequestException.class,
                                Retry.NEVER,
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
                                "InvalidNextTokenException"),
                        each(
                                AccessDeniedException.class,
                                Retry.NEVER,
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
                                "FailedResourceAccessException"),
                        each(
                                ThrottlingException.class,
                                Retry.THROTTLING,
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
                                "BandwidthLimitExceeded"),
                        each(
                                ResourceNotFoundException.class,
                                Retry.NEVER,
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
                                "ObjectNotFoundException"),
                        each(
                                ResourceInUseException.class,
                                Retry.NEVER,
                                "ResourceInUseException",
                                "TableInUseException",
                                "TableAlreadyExistsException",
                                "BackupInUseException",
                                "GlobalTableAlreadyExistsException",
                                "ReplicaAlreadyExistsException",
                                "ExportConflictException",
                                "ImportConflictException"),
                        each(UnavailableException.class, Retry.THROTTLING, "TransactionInProgressException"),
                        each(
                                UnavailableException.class,
                                Retry.TRANSIENT,
                                "InternalServerError",
                                "InternalServerErrorException",
                                "InternalFailure",
                                "InternalServiceException",
                                "ConcurrentUpdateException",
                                "ServiceUnavailable",
                                "ServiceUnavailableException",
                                "RequestTimeout",
                                "RequestTimeoutException"))
                .flatMap(some -> some);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCodeHasItsClassAndSaysWhetherToRetry(String code, Class<?> type, Retry retry) {
        ServiceError error = error(400, code);
        assertThat(exception(error)).isExactlyInstanceOf(type).hasMessageContaining(code);
        assertThat(error.retry()).isEqualTo(retry);
    }

    /** The errors of the service's own model, as the SDK has them; their codes are in the table. */
    @Test
    void everyModelledErrorHasItsClass() throws Exception {
        Set<String> modelled = new TreeSet<>();
        Path jar = Path.of(DynamoDbException.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile classes = new JarFile(jar.toFile())) {
            classes.stream()
                    .map(entry -> entry.getName().replaceAll(".*/", ""))
                    .filter(name -> name.matches("\\w+Exception\\.class"))
                    .map(name -> name.replace(".class", ""))
                    .forEach(modelled::add);
        }
        // The parent of all, and a part of a reply that is named like an error.
        modelled.removeAll(Set.of("DynamoDbException", "FailureException"));
        // The SDK adds the end to the names that have none on the wire.
        modelled.remove("RequestLimitExceededException");
        modelled.add("RequestLimitExceeded");
        modelled.remove("InternalServerErrorException");
        modelled.add("InternalServerError");
        assertThat(modelled).hasSizeGreaterThan(30);
        Map<Object, Object> known = codes().collect(Collectors.toMap(code -> code.get()[0], code -> code.get()[1]));
        assertThat(modelled).allSatisfy(code -> {
            assertThat(known).containsKey(code);
            assertThat(exception(error(400, code)))
                    .isExactlyInstanceOf((Class<?>) known.get(code))
                    .isNotExactlyInstanceOf(ServiceException.class);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"})
    void throttlingTellsItsReasons(String code) {
        ThrottlingException exception = (ThrottlingException) exception(error(
                400,
                Map.of(),
                "{\"__type\":\"ns#" + code + "\",\"message\":\"Slow\",\"throttlingReasons\":[{\"reason\":"
                        + "\"TableReadProvisionedThroughputExceeded\",\"resource\":\"arn:aws:dynamodb:r:1:table/t\","
                        + "\"new\":[1]},{}]}"));
        assertThat(exception.reasons())
                .containsExactly(
                        new ThrottlingException.Reason(
                                "TableReadProvisionedThroughputExceeded", "arn:aws:dynamodb:r:1:table/t"),
                        new ThrottlingException.Reason("", ""));
        assertThat(exception.toJson()).contains("\"resource\":\"arn:aws:dynamodb:r:1:table/t\"");
        assertThat(exception)
                .hasMessageContaining("TableReadProvisionedThroughputExceeded of arn:aws:dynamodb:r:1:table/t");
    }

    @Test
    void throttlingWithoutReasonsHasNone() {
        assertThat(((ThrottlingException) exception(error(400, "ThrottlingException"))).reasons())
                .isEmpty();
        ServiceError nothing = error(400, Map.of(), "{\"throttlingReasons\":null,\"__type\":\"ThrottlingException\"}");
        assertThat(((ThrottlingException) exception(nothing)).reasons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, NEVER, ServiceException",
        "403, NEVER, ServiceException",
        "429, THROTTLING, ThrottlingException",
        "500, TRANSIENT, UnavailableException",
        "501, NEVER, UnavailableException",
        "502, TRANSIENT, UnavailableException",
        "503, TRANSIENT, UnavailableException",
        "504, TRANSIENT, UnavailableException"
    })
    void anUnknownCodeGoesByItsStatusAndKeepsEverything(int status, Retry retry, String type) {
        String body = "{\"__type\":\"ns#BrandNewException\",\"message\":\"New\",\"Detail\":{\"a\":[1]}}";
        ServiceError error = error(status, Map.of("x-amzn-requestid", "R9"), body);
        assertThat(error.retry()).isEqualTo(retry);
        ServiceException exception = exception(error);
        assertThat(exception.getClass().getSimpleName()).isEqualTo(type);
        assertThat(exception.code()).isEqualTo("BrandNewException");
        assertThat(exception.failure().status()).isEqualTo(status);
        assertThat(exception.failure().body()).isEqualTo(body);
        assertThat(exception.failure().message()).isEqualTo("New");
        assertThat(exception.failure().requestId()).contains("R9");
        assertThat(exception.failure().table()).contains("users");
        assertThat(exception.failure().attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "<html><body>Bad gateway</body></html>",
                "[]",
                "\"text\"",
                "null",
                "{\"__type\":",
                "{\"__type\":7}"
            })
    void aBodyThatIsNoErrorOfTheServiceIsKeptAsItIs(String body) {
        ServiceError error = error(503, Map.of(), body);
        assertThat(error.retry()).isEqualTo(Retry.TRANSIENT);
        ServiceException exception = exception(error);
        assertThat(exception).isInstanceOf(UnavailableException.class).hasMessageContaining("HTTP 503");
        assertThat(exception.code()).isEqualTo("HTTP 503");
        assertThat(exception.failure().body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ValidationException",
                "com.amazonaws.dynamodb.v20120810#ValidationException",
                "com.amazon.coral.validate#ValidationException",
                "ValidationException:http://internal.amazon.com/coral/com.amazon.coral.validate/",
                "ns#ValidationException:http://x/"
            })
    void theNamespaceOfACodeDoesNotMatterInBodyOrHeader(String type) {
        assertThat(exception(error(400, Map.of(), "{\"__type\":\"" + type + "\"}")))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(exception(error(400, Map.of("x-amzn-errortype", type), "")).code())
                .isEqualTo("ValidationException");
    }

    @Test
    void theBodysTypeIsTakenBeforeTheHeaders() {
        Map<String, String> header = Map.of("x-amzn-errortype", "ThrottlingException");
        assertThat(exception(error(400, header, "{\"__type\":\"ValidationException\"}")))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(exception(error(400, header, "{\"__type\":null,\"message\":null}")))
                .isInstanceOf(ThrottlingException.class);
    }

    @Test
    void aTypeIsKeptWhenTheRestOfTheBodyIsBroken() {
        assertThat(exception(error(400, Map.of(), "{\"__type\":\"ThrottlingException\",\"message\":[")))
                .isInstanceOf(ThrottlingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "Message"})
    void theMessageComesInTwoSpellings(String field) {
        ServiceError error = error(400, Map.of(), "{\"__type\":\"ValidationException\",\"" + field + "\":\"Wrong\"}");
        assertThat(exception(error).failure().message()).isEqualTo("Wrong");
    }

    @Test
    void theItemThatFailedAConditionIsRead() {
        ServiceError error = error(
                400,
                Map.of(),
                "{\"__type\":\"ns#ConditionalCheckFailedException\",\"Item\":{\"id\":{\"N\":\"1\"}},\"message\":\"No\"}");
        ConditionFailedException exception = (ConditionFailedException) exception(error);
        assertThat(exception.existing().flatMap(item -> item.number("id"))).isPresent();
        assertThat(exception.failure().message()).isEqualTo("No");
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalServerError, true",
        "503, ServiceUnavailable, true",
        "500, Unheard, true",
        "503, ThrottlingException, false",
        "400, ThrottlingException, false",
        "400, RequestTimeout, false",
        "400, TransactionInProgressException, true",
        "400, ValidationException, false"
    })
    void onlyFailuresInsideTheServiceAndTransactionsUnderWayLeaveItOpenWhetherItWasDone(
            int status, String code, boolean indefinite) {
        assertThat(error(status, code).indefinite()).isEqualTo(indefinite);
    }

    @ParameterizedTest
    @CsvSource({"1500, 1500", "0, 0", "x, 0", "'', 0"})
    void theHintIsInMilliseconds(String header, long millis) {
        assertThat(error(503, Map.of("x-amz-retry-after", header), "{}").retryAfter())
                .isEqualTo(Duration.ofMillis(millis));
    }
}

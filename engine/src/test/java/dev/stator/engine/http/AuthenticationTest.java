package dev.stator.engine.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final String MISSING =
            "{\"__type\":\"com.amazon.coral.service#MissingAuthenticationTokenException\","
                    + "\"message\":\"Request is missing Authentication Token\"}";

    @Test
    void aWholeAuthorizationHeaderPasses() {
        assertThat(refusal(signed("/", HttpFrontTest.SIGNED))).isEmpty();
    }

    @Test
    void aWholePresignedQueryPasses() {
        String query = "/?X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-SignedHeaders=host&X-Amz-Date=d";
        assertThat(refusal(unsigned(query))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-SignedHeaders=c&X-Amz-Date=d"})
    void noSignatureAtAllIsAMissingToken(String path) {
        assertThat(refusal(unsigned(path))).contains(MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS4", "X", "", "Bearer AWS4-"})
    void anotherSchemeIsAMissingToken(String authorization) {
        assertThat(refusal(signed("/?X-Amz-Algorith", authorization))).contains(MISSING);
    }

    @Test
    void anUnsignedRequestPassesWhereAuthenticationIsOptional() {
        assertThat(Authentication.OPTIONAL.refusal(unsigned("/"), new byte[0])).isEmpty();
    }

    @Test
    void aHeaderAndAQueryAtOnceAreRefused() {
        assertThat(refusal(signed("/?X-Amz-Algorithm", "X")))
                .contains("{\"__type\":\"com.amazon.coral.service#InvalidSignatureException\",\"message\":\"Found both "
                        + "'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.\"}");
    }

    @Test
    void everyPartThatTheHeaderLacksIsNamed() {
        HttpRequest request = unsigned("/");
        request.setHeader("Authorization", "AWS4-");
        assertThat(refusal(request))
                .hasValueSatisfying(body -> assertThat(body)
                        .contains("#IncompleteSignatureException")
                        .contains("Authorization header requires 'Credential' parameter. "
                                + "Authorization header requires 'Signature' parameter. "
                                + "Authorization header requires 'SignedHeaders' parameter. "
                                + "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' "
                                + "header. Authorization=AWS4-\""));
    }

    @Test
    void aHeaderInOddSpacingIsReadAllTheSame() {
        assertThat(refusal(signed("/", "AWS4- Signature=b Credential=a")))
                .hasValueSatisfying(body -> assertThat(body)
                        .contains("\"Authorization header requires 'SignedHeaders' parameter. "
                                + "Authorization=AWS4- Signature=b Credential=a\""));
        assertThat(refusal(signed("/", "AWS4- Signature=b,SignedHeaders=c,  Credential=a")))
                .isEmpty();
    }

    @Test
    void everyPartThatTheQueryLacksIsNamed() {
        assertThat(refusal(unsigned("/?X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=&X-Amz-Date=d")))
                .hasValueSatisfying(body -> assertThat(body)
                        .contains("\"AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string "
                                + "parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string "
                                + "parameters.\""));
    }

    @Test
    void whatTheClientSentIsEscapedInTheAnswer() {
        assertThat(refusal(signed("/", "AWS4- \"\\")))
                .hasValueSatisfying(body -> assertThat(body).endsWith("Authorization=AWS4- \\\"\\\\\"}"));
    }

    private static HttpRequest unsigned(String path) {
        return new BasicHttpRequest("POST", path);
    }

    private static HttpRequest signed(String path, String authorization) {
        HttpRequest request = unsigned(path);
        request.setHeader("Authorization", authorization);
        request.setHeader("X-Amz-Date", "20261121T000000Z");
        return request;
    }

    private static Optional<String> refusal(HttpRequest request) {
        return Authentication.REQUIRED.refusal(request, new byte[0]).map(answer -> new String(answer.body(), UTF_8));
    }
}

package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.error.InvalidRequestException;
import dev.stator.error.ServiceFailure;

/** What holds for requests of any action. */
class ProtocolContract {
    @Contract
    void anUnknownActionIsRefused(Subject subject) {
        assertThat(failure(subject, "NoSuchAction", "{}").code()).isEqualTo("UnknownOperationException");
    }

    @Contract(Difference.BROKEN_JSON)
    void aBodyThatIsNoJsonIsRefused(Subject subject) {
        assertThat(failure(subject, "ListTables", "{").code()).isEqualTo("SerializationException");
        assertThat(failure(subject, "ListTables", "[]").code()).isEqualTo("SerializationException");
    }

    @Contract(Difference.BROKEN_JSON)
    void aParameterOfAWrongJsonTypeIsRefused(Subject subject) {
        assertThat(failure(subject, "ListTables", "{'Limit':'many'}").code()).isEqualTo("SerializationException");
        assertThat(failure(subject, "DescribeTable", "{'TableName':{}}").code()).isEqualTo("SerializationException");
    }

    @Contract
    void anUnknownParameterIsIgnored(Subject subject) {
        assertThat(subject.run(subject.raw("ListTables", "{'Limit':1,'NoSuchParameter':true}")))
                .contains("TableNames");
    }

    @Contract
    void failuresCarryStatusAndRequestId(Subject subject) {
        ServiceFailure failure = failure(subject, "DescribeTable", "{'TableName':'x'}");

        assertThat(failure.code()).isEqualTo("ValidationException");
        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.requestId()).isPresent();
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure.mayHaveApplied()).isFalse();
    }

    private static ServiceFailure failure(Subject subject, String action, String json) {
        return subject.failure(InvalidRequestException.class, subject.raw(action, "%s", json))
                .failure();
    }
}

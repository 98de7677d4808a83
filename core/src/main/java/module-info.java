/** The Stator client: record mapping, expressions, table operations and transport for Amazon DynamoDB. */
@org.jspecify.annotations.NullMarked
module dev.stator {
    requires de.siegmar.fastcsv;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.apache.httpcomponents.core5.httpcore5.h2;
    requires org.slf4j;
    requires tools.jackson.core;
    requires static transitive com.google.errorprone.annotations;
    requires static transitive org.jspecify;
    requires static tools.jackson.databind;

    exports dev.stator;
    exports dev.stator.codec;
    exports dev.stator.error;
    exports dev.stator.expression;
    exports dev.stator.listener;
    exports dev.stator.stream;
    exports dev.stator.tabular;
    exports dev.stator.testing;
    exports dev.stator.json;
    exports dev.stator.transport;
    exports dev.stator.value;
    exports dev.stator.internal.collect to
            dev.stator.engine;
    exports dev.stator.internal.json to
            dev.stator.engine;
    exports dev.stator.internal.parse to
            dev.stator.engine;

    uses dev.stator.transport.CredentialsSource;
}

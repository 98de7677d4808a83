/** The embedded engine: DynamoDB's protocol in one process, in memory or durable in a folder. */
@org.jspecify.annotations.NullMarked
module dev.stator.engine {
    requires transitive dev.stator;
    requires java.sql;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.pcollections;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;
    requires tools.jackson.core;
    requires static com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports dev.stator.engine;
    exports dev.stator.engine.http;
}

package dev.stator.conformance;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The suite is whole: no action without contract, no difference without a test that shows it. */
class SuiteTest {
    private static final List<String> ACTIONS = List.of(
            "PutItem",
            "GetItem",
            "UpdateItem",
            "DeleteItem",
            "Query",
            "Scan",
            "BatchGetItem",
            "BatchWriteItem",
            "TransactWriteItems",
            "TransactGetItems",
            "ExecuteStatement",
            "BatchExecuteStatement",
            "ExecuteTransaction",
            "CreateTable",
            "DescribeTable",
            "DeleteTable",
            "UpdateTable",
            "UpdateTimeToLive",
            "DescribeTimeToLive",
            "DescribeStream",
            "GetShardIterator",
            "GetRecords",
            "TagResource",
            "ListTagsOfResource",
            "ListTables");

    @Test
    void everyActionHasAContract() {
        Set<String> classes = contracts()
                .map(contract -> contract.getDeclaringClass().getSimpleName())
                .collect(Collectors.toSet());

        assertThat(classes)
                .containsAll(ACTIONS.stream().map(action -> action + "Contract").toList());
    }

    @Test
    void everyDifferenceIsShownByAContract() {
        Set<Difference> shown = contracts()
                .flatMap(contract ->
                        Arrays.stream(contract.getAnnotation(Contract.class).value()))
                .collect(Collectors.toSet());

        assertThat(Stream.of(Difference.values()).filter(not(shown::contains))).isEmpty();
    }

    @Test
    void theEnginesDifferInNothing() {
        assertThat(Server.here())
                .filteredOn(server -> server.name().startsWith("ENGINE"))
                .hasSize(3)
                .allSatisfy(server -> assertThat(server.differences()).isEmpty());
    }

    private static Stream<Method> contracts() {
        return ReflectionSupport.streamAllClassesInPackage("dev.stator.conformance", type -> true, name -> true)
                .flatMap(type ->
                        AnnotationSupport.findAnnotatedMethods(type, Contract.class, HierarchyTraversalMode.TOP_DOWN)
                                .stream());
    }
}

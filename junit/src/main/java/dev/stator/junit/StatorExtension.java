package dev.stator.junit;

import dev.stator.Stator;
import dev.stator.StatorBuilder;
import dev.stator.Table;
import dev.stator.engine.Engine;
import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.testing.ManualClock;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link StatorTest} stands for, to be registered by those who want other settings.
 *
 * <pre>{@code
 * @RegisterExtension
 * final StatorExtension stator = new StatorExtension()
 *         .withFaults(FaultPlan.of(42).with(Fault.LOST_REPLY, 0.1))
 *         .withClient(client -> client.retry(RetryPolicy.never()));
 * }</pre>
 */
public final class StatorExtension
        implements ParameterResolver,
                InvocationInterceptor,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {
    private static final Namespace NAMESPACE = Namespace.create(StatorExtension.class);
    private static final String SEED = "stator.seed";
    private static final List<Class<?>> SINGLE =
            List.of(Stator.class, Engine.class, FaultTransport.class, ManualClock.class);

    private final Optional<FaultPlan> plan;
    private final UnaryOperator<StatorBuilder> client;

    /** No faults but those of {@link Faults}, and a client with the defaults. */
    public StatorExtension() {
        this(Optional.empty(), UnaryOperator.identity());
    }

    private StatorExtension(Optional<FaultPlan> plan, UnaryOperator<StatorBuilder> client) {
        this.plan = plan;
        this.client = client;
    }

    /** The same, with the faults of a plan where a test has no {@link Faults}. */
    public StatorExtension withFaults(FaultPlan other) {
        return new StatorExtension(Optional.of(other), client);
    }

    /** The same, with clients of other settings. Leave their transport as it is. */
    public StatorExtension withClient(UnaryOperator<StatorBuilder> settings) {
        return new StatorExtension(plan, builder -> settings.apply(client.apply(builder)));
    }

    /** Whether the parameter is one of those that {@link StatorTest} names. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Table.class || SINGLE.contains(type);
    }

    /** What the parameter asks for. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Table.class) {
            Class<?> records = recordClass(parameter);
            String name = parameter
                    .findAnnotation(TableName.class)
                    .map(TableName::value)
                    .orElseGet(records::getSimpleName);
            return bench(context).table(name, records);
        } else if (type == Stator.class) {
            return bench(context).db();
        } else if (type == Engine.class) {
            return bench(context).engine();
        } else if (type == ManualClock.class) {
            return bench(context).clock();
        }
        return bench(context).faults();
    }

    private static Class<?> recordClass(ParameterContext parameter) {
        Type type = parameter.getParameter().getParameterizedType();
        if (type instanceof ParameterizedType table && table.getActualTypeArguments()[0] instanceof Class<?> records) {
            return records;
        }
        throw new ParameterResolutionException(
                "The parameter " + parameter.getParameter().getName()
                        + " is a " + type.getTypeName()
                        + ": say the class of its records, as in Table<User>, so that the table can be created");
    }

    /** What a constructor is given is that of the one test for which it makes the instance. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** Lets faults happen in the test alone: what prepares it, and what looks at the outcome, is not disturbed. */
    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Optional<Bench> bench = known(context);
        bench.ifPresent(known -> known.faults().resume());
        try {
            invocation.proceed();
        } finally {
            bench.ifPresent(known -> known.faults().calm());
        }
    }

    /** The same for tests that are run several times. */
    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        interceptTestMethod(invocation, method, context);
    }

    private static Optional<Bench> known(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(Bench.class, Bench.class));
    }

    private Bench bench(ExtensionContext context) {
        return known(context).orElseGet(() -> made(context));
    }

    private Bench made(ExtensionContext context) {
        Bench made = new Bench(planFor(context), client);
        context.getStore(NAMESPACE).put(Bench.class, made);
        return made;
    }

    private FaultPlan planFor(ExtensionContext context) {
        Optional<Faults> asked = AnnotationSupport.findAnnotation(context.getElement(), Faults.class)
                .or(() -> context.getTestClass().flatMap(type -> AnnotationSupport.findAnnotation(type, Faults.class)));
        FaultPlan faults = asked.map(StatorExtension::planOf).or(() -> plan).orElseGet(() -> FaultPlan.of(newSeed()));
        return context.getConfigurationParameter(SEED)
                .map(seed -> faults.withSeed(Long.parseLong(seed.strip())))
                .orElse(faults);
    }

    private static FaultPlan planOf(Faults asked) {
        FaultPlan plan = FaultPlan.of(asked.seed().length == 0 ? newSeed() : asked.seed()[0]);
        if (asked.any() > 0) {
            plan = plan.withAll(asked.any());
        }
        Map<Fault, Double> shares = Map.of(
                Fault.THROTTLE, asked.throttle(),
                Fault.SERVER_ERROR, asked.serverError(),
                Fault.NO_CONNECTION, asked.noConnection(),
                Fault.LOST_REQUEST, asked.lostRequest(),
                Fault.LOST_REPLY, asked.lostReply(),
                Fault.DAMAGED_REPLY, asked.damagedReply(),
                Fault.SLOW_REPLY, asked.slowReply(),
                Fault.LEFTOVERS, asked.leftovers(),
                Fault.CONFLICT, asked.conflict());
        for (Map.Entry<Fault, Double> share : shares.entrySet()) {
            plan = share.getValue() == 0 ? plan : plan.with(share.getKey(), share.getValue());
        }
        return plan;
    }

    private static long newSeed() {
        return new SecureRandom().nextInt(1_000_000_000);
    }

    /** Adds the seed to a test's failure. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withSeed(context, failure);
    }

    /** Adds the seed to the failure of a test's preparation. */
    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withSeed(context, failure);
    }

    /** Adds the seed to the failure of what follows a test. */
    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withSeed(context, failure);
    }

    private static Throwable withSeed(ExtensionContext context, Throwable failure) {
        known(context).ifPresent(bench -> failure.addSuppressed(new SeedNote(bench.faults())));
        return failure;
    }

    /** Stands below the stack trace of a failed test, in every report. */
    private static final class SeedNote extends RuntimeException {
        private static final long serialVersionUID = 1;

        SeedNote(FaultTransport faults) {
            super(
                    "The seed was " + faults.plan().seed() + ": run the test with -D" + SEED + "="
                            + faults.plan().seed() + " to see the same again. Faults until then: " + faults.struck(),
                    null,
                    false,
                    false);
        }
    }
}

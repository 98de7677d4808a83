package dev.stator.junit;

import dev.stator.Stator;
import dev.stator.StatorBuilder;
import dev.stator.Table;
import dev.stator.engine.Engine;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.testing.ManualClock;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
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
                BeforeEachCallback,
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

    /** Remembers that it is there. */
    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(StatorExtension.class, this);
    }

    static boolean isRegistered(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(StatorExtension.class) != null;
    }

    /** Lets faults happen in the test alone: what prepares it, and what looks at the outcome, is not disturbed. */
    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        refuseFaultsInVain(context);
        amongFaults(invocation, context);
    }

    /** The same for tests that are run several times. */
    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        interceptTestMethod(invocation, method, context);
    }

    /** Lets no faults happen: the method only makes tests. */
    @Override
    public <T extends @Nullable Object> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        refuseFaultsInVain(context);
        return invocation.proceed();
    }

    /** Lets faults happen in a test that a method has made, and adds the seed to its failure. */
    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
            throws Throwable {
        try {
            amongFaults(invocation, context);
        } catch (Throwable failure) {
            throw withSeed(context, failure);
        }
    }

    private static void amongFaults(Invocation<@Nullable Void> invocation, ExtensionContext context) throws Throwable {
        Optional<Bench> bench = known(context);
        bench.ifPresent(Bench::beginTest);
        try {
            invocation.proceed();
        } finally {
            bench.ifPresent(Bench::endTest);
        }
    }

    private static void refuseFaultsInVain(ExtensionContext context) {
        Optional<Bench> bench = known(context);
        if (bench.isPresent() && !bench.get().asked().equals(AskedFaults.of(context))) {
            throw new ExtensionConfigurationException("The @Faults of " + context.getDisplayName()
                    + " cannot happen: the client was made before, for all tests of the class, in a @BeforeAll method or the"
                    + " constructor. Put @Faults on that class, or ask for the client in the test");
        } else if (bench.filter(Bench::isClientAsked).isEmpty() && AskedFaults.areOfTheTestItself(context)) {
            throw new ExtensionConfigurationException("The @Faults of " + context.getDisplayName()
                    + " would not happen to anything: the test asks for no Table, Stator or FaultTransport");
        }
    }

    /** Refuses faults there. */
    @Override
    public void interceptBeforeAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        asNoTest(invocation, method);
    }

    /** Refuses faults there. */
    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        asNoTest(invocation, method);
    }

    /** Refuses faults there. */
    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        asNoTest(invocation, method);
    }

    /** Refuses faults there. */
    @Override
    public void interceptAfterAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        asNoTest(invocation, method);
    }

    private static void asNoTest(Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method)
            throws Throwable {
        if (AnnotationSupport.isAnnotated(method.getExecutable(), Faults.class)) {
            throw new ExtensionConfigurationException(
                    "The @Faults of " + method.getExecutable().getName()
                            + " cannot happen: they begin and end with a test. Put them on the test or the class; or let one thing"
                            + " go wrong by FaultTransport.next(…)");
        }
        invocation.proceed();
    }

    private static Optional<Bench> known(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(Bench.class, Bench.class));
    }

    private Bench bench(ExtensionContext context) {
        return known(context).orElseGet(() -> made(context));
    }

    private Bench made(ExtensionContext context) {
        Optional<Faults> asked = AskedFaults.of(context);
        FaultPlan faults =
                asked.map(AskedFaults::plan).or(() -> plan).orElseGet(() -> FaultPlan.of(AskedFaults.newSeed()));
        Bench made = new Bench(
                context.getConfigurationParameter(SEED)
                        .map(seed -> faults.withSeed(parsed(seed)))
                        .orElse(faults),
                asked,
                client);
        context.getStore(NAMESPACE).put(Bench.class, made);
        return made;
    }

    private static long parsed(String seed) {
        try {
            return Long.parseLong(seed.strip());
        } catch (NumberFormatException e) {
            throw new ExtensionConfigurationException(SEED + " is " + seed + ", and must be a whole number", e);
        }
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

    /** Adds the seed to the failure of what prepares a class. */
    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withSeed(context, failure);
    }

    /** Adds the seed to the failure of what follows a class. */
    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
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

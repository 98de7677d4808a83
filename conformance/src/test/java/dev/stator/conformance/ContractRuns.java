package dev.stator.conformance;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.opentest4j.TestAbortedException;

/** Multiplies a {@link Contract} over servers and modes. */
final class ContractRuns implements TestTemplateInvocationContextProvider {
    private static final Namespace STORE = Namespace.create(ContractRuns.class);

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return Server.here().stream().flatMap(server -> Stream.of(Mode.values()).map(mode -> new Run(server, mode)));
    }

    /** Runs a contract; one that shows a difference which the server declares must fail, and is then skipped. */
    static void run(Invocation<Void> contract, Server server, Difference... shown) throws Throwable {
        Optional<Difference> declared =
                Stream.of(shown).filter(server.differences()::contains).findFirst();
        if (declared.isEmpty()) {
            contract.proceed();
            return;
        }
        try {
            contract.proceed();
        } catch (Exception | AssertionError failure) {
            throw new TestAbortedException(server + " differs, as declared: " + declared.get(), failure);
        }
        throw new AssertionError(server + " no longer differs, so delete the declaration: " + declared.get());
    }

    private record Run(Server server, Mode mode)
            implements TestTemplateInvocationContext, ParameterResolver, InvocationInterceptor {
        @Override
        public String getDisplayName(int invocationIndex) {
            return server + " " + mode;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Subject.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            ExtensionContext.Store ofProcess = context.getRoot().getStore(STORE);
            Server.Running running = ofProcess.computeIfAbsent(server, ignored -> server.start(), Server.Running.class);
            Tables ofClass = tables(classOf(context), running);
            Tables ofTest = tables(context, running);
            return new Subject(running.db(), mode, ofClass, ofTest);
        }

        private Tables tables(ExtensionContext scope, Server.Running running) {
            return scope.getStore(STORE)
                    .computeIfAbsent("tables of " + server, ignored -> new Tables(running.db()), Tables.class);
        }

        private static ExtensionContext classOf(ExtensionContext context) {
            ExtensionContext scope = context;
            while (scope.getTestMethod().isPresent()) {
                scope = scope.getParent().orElseThrow();
            }
            return scope;
        }

        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
                throws Throwable {
            run(
                    invocation,
                    server,
                    method.getExecutable().getAnnotation(Contract.class).value());
        }
    }
}

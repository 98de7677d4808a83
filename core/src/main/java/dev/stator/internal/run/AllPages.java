package dev.stator.internal.run;

import dev.stator.internal.protocol.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Collects what the service tells in pages, over as many requests as it takes.
 *
 * @param <P> a page
 * @param <E> one of the things on it
 */
public final class AllPages<P, E> extends Nested<List<E>> {
    private final CallContext context;
    private final Function<Optional<String>, Operation<P>> request;
    private final Function<P, Collection<E>> elements;
    private final Function<P, Optional<String>> next;
    private final List<E> all = new ArrayList<>();

    /**
     * All pages, within this call.
     *
     * @param request asks for the page at a place; for the first one without
     * @param elements what is on a page
     * @param next the place of the page behind it; empty at the end
     */
    public AllPages(
            CallContext context,
            Function<Optional<String>, Operation<P>> request,
            Function<P, Collection<E>> elements,
            Function<P, Optional<String>> next) {
        this.context = context;
        this.request = request;
        this.elements = elements;
        this.next = next;
    }

    @Override
    public Step<List<E>> start() {
        return from(Optional.empty());
    }

    private Step<List<E>> from(Optional<String> place) {
        return call(new Attempts<>(context, request.apply(place)), page -> {
            context.progressed();
            all.addAll(elements.apply(page));
            Optional<String> behind = next.apply(page);
            return behind.isPresent() ? from(behind) : new Step.Done<>(List.copyOf(all));
        });
    }
}

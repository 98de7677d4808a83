package dev.stator.codec;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A class with what it extends and implements, and what annotations say there of the class as a whole. What one of them says
 * holds for those below it, until one of these says something else itself.
 */
final class Lineage {
    private Lineage() {}

    /** The class itself, its superclasses without Object, and the interfaces of them all. */
    static List<Class<?>> of(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            all.add(at);
        }
        List.copyOf(all).forEach(at -> addInterfaces(at, all));
        return List.copyOf(all);
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> above : type.getInterfaces()) {
            all.add(above);
            addInterfaces(above, all);
        }
    }

    static boolean isMarked(Class<?> type, Class<? extends Annotation> mark) {
        return of(type).stream().anyMatch(at -> at.getAnnotationsByType(mark).length > 0);
    }

    /**
     * What is said of a class by an annotation that stands once.
     *
     * @throws IllegalArgumentException if two say different things, of which none is below the other
     */
    static <A extends Annotation> Optional<A> mark(Class<?> type, Class<A> mark) {
        List<Class<?>> marked = new ArrayList<>();
        for (Class<?> at : of(type)) {
            if (at.isAnnotationPresent(mark) && marked.stream().noneMatch(at::isAssignableFrom)) {
                marked.removeIf(other -> other.isAssignableFrom(at));
                marked.add(at);
            }
        }
        List<A> said =
                marked.stream().map(at -> at.getAnnotation(mark)).distinct().toList();
        if (said.size() > 1) {
            throw new IllegalArgumentException(type.getName() + " has a @" + mark.getSimpleName() + " from "
                    + marked.get(0).getName() + " and another one from "
                    + marked.get(1).getName() + "; say on the class itself which one holds");
        }
        return said.stream().findFirst();
    }
}

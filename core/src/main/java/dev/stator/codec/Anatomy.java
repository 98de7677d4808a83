package dev.stator.codec;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a class is taken apart and put together: seen by reflection alone, before anything is known of its types.
 *
 * <p>The first of these that a class has decides: components of a record; a constructor or static method marked as {@link
 * Creator}; a static method {@code builder()} that gives something with a method {@code build()}; the constructor of a
 * Kotlin data class; a constructor without parameters, with setters and fields; its only constructor.
 *
 * @param properties what goes in, in the order in which {@code making} takes it
 * @param making what takes it
 */
record Anatomy(Class<?> type, List<Property> properties, Making making) {
    /**
     * Looks at a class.
     *
     * @throws IllegalArgumentException if it cannot be taken apart or put together; the message says what to do
     */
    static Anatomy of(Class<?> type) {
        if (type.isRecord()) {
            return ofRecord(type);
        } else if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers()) && !type.isInterface()) {
            throw refusal(type, "is an inner class, which holds its outer object; make it static");
        }
        Optional<Executable> creator = creator(type);
        if (creator.isPresent()) {
            return atOnce(type, creator.get());
        }
        Optional<Method> builder = Members.method(type, "builder").filter(Members::isStatic);
        if (builder.isPresent()) {
            return ofBuilder(type, builder.get());
        } else if (Modifier.isAbstract(type.getModifiers())) {
            throw refusal(type, "is abstract; mark a static method that makes one with @Creator, or use the classes");
        }
        List<Constructor<?>> constructors = Stream.<Constructor<?>>of(type.getDeclaredConstructors())
                .filter(constructor -> !constructor.isSynthetic())
                .toList();
        Optional<Constructor<?>> ofKotlin = constructors.stream()
                .filter(constructor -> isKotlinData(type, constructor))
                .findFirst();
        if (ofKotlin.isPresent()) {
            return atOnce(type, ofKotlin.get());
        }
        for (Constructor<?> constructor : constructors) {
            if (constructor.getParameterCount() == 0) {
                return ofBean(type, constructor);
            }
        }
        if (constructors.size() != 1) {
            throw refusal(
                    type,
                    "has " + constructors.size() + " constructors, and none without parameters; mark the one that"
                            + " takes what is stored with @Creator, or make the class a record");
        }
        return atOnce(type, constructors.get(0));
    }

    private static Anatomy ofRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Property> properties = new ArrayList<>();
        for (RecordComponent component : components) {
            properties.add(Property.of(component.getName(), "component", component.getAccessor(), component));
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return new Anatomy(type, properties, new Making.AtOnce(type.getDeclaredConstructor(types)));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " has no canonical constructor", e);
        }
    }

    private static Optional<Executable> creator(Class<?> type) {
        List<Executable> marked = Stream.<Executable>concat(
                        Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
                .filter(executable -> executable.isAnnotationPresent(Creator.class))
                .toList();
        if (marked.size() > 1) {
            throw refusal(type, "has two constructors or methods that are marked with @Creator; mark one");
        }
        for (Executable executable : marked) {
            if (executable instanceof Method method
                    && !(Members.isStatic(method) && type.isAssignableFrom(method.getReturnType()))) {
                throw refusal(
                        type,
                        "has a @Creator, " + method.getName() + ", that is no static method giving a "
                                + type.getSimpleName());
            }
        }
        return marked.stream().findFirst();
    }

    private static Anatomy atOnce(Class<?> type, Executable executable) {
        List<String> names = ParameterNames.of(type, executable);
        Parameter[] parameters = executable.getParameters();
        List<Property> properties = new ArrayList<>();
        for (int i = 0; i < parameters.length; i++) {
            String name = names.get(i);
            Member reader = Members.reader(type, name)
                    .orElseThrow(() -> refusal(
                            type,
                            "takes " + name + " in its constructor, and has no method " + name + "() or "
                                    + Members.prefixed("get", name)
                                    + "() and no field that gives it; add one, or make the class a record"));
            Property property = property(type, name, "constructor parameter", reader, parameters[i]);
            refuseMisfit(type, property, parameters[i].getType());
            properties.add(property);
        }
        return new Anatomy(type, properties, new Making.AtOnce(executable));
    }

    private static AnnotatedElement[] places(Method setter) {
        return new AnnotatedElement[] {setter, setter.getParameters()[0]};
    }

    private static Property property(
            Class<?> type, String name, String noun, Member reader, AnnotatedElement... places) {
        List<@Nullable AnnotatedElement> more = new ArrayList<>(Arrays.asList(places));
        for (AnnotatedElement place : places) {
            if (place instanceof Parameter parameter) {
                more.add(parameter.getAnnotatedType());
            }
        }
        Members.field(type, name).filter(field -> !field.equals(reader)).ifPresent(field -> {
            more.add(field);
            more.add(field.getAnnotatedType());
        });
        return Property.of(name, noun, reader, more.toArray(AnnotatedElement[]::new));
    }

    private static void refuseMisfit(Class<?> type, Property property, Class<?> taken) {
        if (!Members.fits(property.raw(), taken)) {
            throw refusal(
                    type,
                    "gives " + property.name() + " as a " + property.raw().getTypeName() + ", by "
                            + property.accessor() + ", and takes a " + taken.getTypeName()
                            + "; both must be of one type to be stored");
        }
    }

    /** The constructor of all properties of a data class, which has a method {@code componentN()} for each. */
    private static boolean isKotlinData(Class<?> type, Constructor<?> constructor) {
        Class<?>[] taken = constructor.getParameterTypes();
        for (int i = 0; i < taken.length; i++) {
            Optional<Method> component = Members.method(type, "component" + (i + 1));
            if (component.isEmpty() || component.get().getReturnType() != taken[i]) {
                return false;
            }
        }
        return taken.length > 0
                && Members.method(type, "component" + (taken.length + 1)).isEmpty();
    }

    private static Anatomy ofBuilder(Class<?> type, Method begin) {
        Class<?> builder = begin.getReturnType();
        Method end = Members.method(builder, "build")
                .filter(method ->
                        type.isAssignableFrom(method.getReturnType()) || method.getReturnType() == Object.class)
                .orElseThrow(() -> refusal(
                        type,
                        "has a static method builder() whose " + builder.getSimpleName() + " has no method build()"
                                + " that gives a " + type.getSimpleName()
                                + "; add one, or mark a constructor with @Creator"));
        Map<String, Property> properties = new LinkedHashMap<>();
        Map<String, Member> setters = new LinkedHashMap<>();
        for (Method setter : Members.setters(builder)) {
            for (String name : Members.namesOfSetter(setter.getName())) {
                Optional<Member> reader = Members.reader(type, name)
                        .filter(found -> Members.fits(Members.typeOf(found), setter.getParameterTypes()[0]));
                if (reader.isPresent() && !properties.containsKey(name)) {
                    properties.put(name, property(type, name, "property", reader.get(), places(setter)));
                    setters.put(name, setter);
                    break;
                }
            }
        }
        if (properties.isEmpty()) {
            throw refusal(
                    type,
                    "has a builder of which no method takes a value that " + type.getSimpleName()
                            + " gives; name its methods as the properties, and give each a getter");
        }
        List<String> order = Members.inOrderOfFields(type, properties.keySet());
        return new Anatomy(
                type,
                order.stream().map(properties::get).toList(),
                new Making.Stepwise(begin, order.stream().map(setters::get).toList(), end));
    }

    private static Anatomy ofBean(Class<?> type, Constructor<?> begin) {
        List<Property> properties = new ArrayList<>();
        List<Member> steps = new ArrayList<>();
        for (Field field : Members.fields(type)) {
            Member reader = Members.reader(type, field.getName()).orElse(field);
            Optional<Method> setter = Members.setter(type, field.getName(), Members.typeOf(reader));
            if (setter.isEmpty() && Modifier.isFinal(field.getModifiers())) {
                throw refusal(
                        type,
                        "has a constructor without parameters and a final field, " + field.getName()
                                + ", that nothing can set; mark the constructor that takes it with @Creator, or the"
                                + " field as transient if it is not to be stored");
            }
            AnnotatedElement[] more = setter.map(Anatomy::places).orElse(new AnnotatedElement[] {field});
            Property property = property(type, field.getName(), "field", reader, more);
            if (setter.isEmpty()) {
                refuseMisfit(type, property, field.getType());
            }
            properties.add(property);
            steps.add(setter.<Member>map(method -> method).orElse(field));
        }
        List<String> known = properties.stream().map(Property::name).toList();
        for (Method setter : Members.setters(type)) {
            if (!setter.getName().startsWith("set") || !Modifier.isPublic(setter.getModifiers())) {
                continue;
            }
            String name = Members.namesOfSetter(setter.getName()).get(0);
            Optional<Member> reader = Members.reader(type, name)
                    .filter(found -> Members.fits(Members.typeOf(found), setter.getParameterTypes()[0]));
            boolean ofField = steps.contains(setter) || known.contains(name);
            if (!ofField && reader.isPresent()) {
                properties.add(property(type, name, "property", reader.get(), places(setter)));
                steps.add(setter);
            }
        }
        return new Anatomy(type, properties, new Making.Stepwise(begin, steps, null));
    }

    private static IllegalArgumentException refusal(Class<?> type, String problem) {
        return new IllegalArgumentException(type.getName() + " " + problem);
    }
}

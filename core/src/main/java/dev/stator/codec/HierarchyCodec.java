package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of a class under a {@link Discriminator}: those of all classes, or of some. The attribute that tells the class
 * is written first. Where it is read first, too, the rest comes straight from the reader; otherwise by way of an {@link
 * Item}.
 *
 * @param <T> the class that they have in common
 */
final class HierarchyCodec<T> implements ItemForm<T> {
    private final Class<T> type;
    private final Hierarchy hierarchy;
    private final Map<Class<?>, ItemForm<Object>> forms;
    /** The classes that are wanted here. */
    private final List<Hierarchy.Kind> wanted;

    private final Map<Class<?>, Hierarchy.Kind> byClass = new HashMap<>();
    private final Map<String, Hierarchy.Kind> byValue = new HashMap<>();

    HierarchyCodec(Class<T> type, Hierarchy hierarchy, Map<Class<?>, ItemForm<Object>> forms) {
        this.type = type;
        this.hierarchy = hierarchy;
        this.forms = forms;
        this.wanted = hierarchy.kinds(type);
        for (Hierarchy.Kind kind : hierarchy.kinds()) {
            byClass.put(kind.type(), kind);
            if (!isUnknown(kind)) {
                kind.values().forEach(value -> byValue.put(value, kind));
            }
        }
    }

    /** The same for one of the classes, or for those that have a class in common. */
    <S> HierarchyCodec<S> of(Class<S> narrower) {
        return new HierarchyCodec<>(narrower, hierarchy, forms);
    }

    Hierarchy hierarchy() {
        return hierarchy;
    }

    /** The form of each class that is wanted here, without the attribute that tells it. */
    Map<Class<?>, ItemForm<Object>> forms() {
        Map<Class<?>, ItemForm<Object>> own = new LinkedHashMap<>();
        wanted.forEach(kind -> own.put(kind.type(), form(kind)));
        return own;
    }

    /** Whether the class takes what has a value that is not known, which it keeps itself. */
    private boolean isUnknown(Hierarchy.Kind kind) {
        return hierarchy.unknown().filter(kind.type()::equals).isPresent();
    }

    private ItemForm<Object> form(Hierarchy.Kind kind) {
        return Objects.requireNonNull(forms.get(kind.type()), "a class of the hierarchy is not learnt");
    }

    @Override
    public Class<T> javaClass() {
        return type;
    }

    private Hierarchy.Kind kindOf(T value) {
        Hierarchy.Kind kind = byClass.get(value.getClass());
        if (kind == null) {
            throw new CodecException(
                    "",
                    "a " + value.getClass().getName() + " is none of the classes of "
                            + hierarchy.root().getName() + " that are known: " + names(found -> true)
                            + "; name it among them",
                    null);
        }
        return kind;
    }

    private String names(Predicate<Hierarchy.Kind> which) {
        return hierarchy.kinds().stream()
                .filter(which)
                .map(kind -> kind.type().getSimpleName())
                .collect(Collectors.joining(", "));
    }

    @Override
    public void writeAttributes(T value, ItemWriter out) {
        Hierarchy.Kind kind = kindOf(value);
        if (!isUnknown(kind)) {
            out.name(hierarchy.attribute());
            out.string(kind.value());
        }
        form(kind).writeAttributes(value, out);
    }

    @Override
    public T readAttributes(ItemReader in) {
        String first = in.nextName();
        Item before = Item.empty();
        if (hierarchy.attribute().equals(first)) {
            AttributeValue told = ValueCodec.value(in);
            Hierarchy.Kind kind = kindOf(told);
            if (!isUnknown(kind)) {
                return read(kind, in);
            }
            before = Item.of(hierarchy.attribute(), told);
            first = in.nextName();
        }
        Map<String, AttributeValue> all = new LinkedHashMap<>(before.asMap());
        all.putAll(ItemCodec.attributes(first, in).asMap());
        Hierarchy.Kind kind = kindOf(all.get(hierarchy.attribute()));
        if (!isUnknown(kind)) {
            all.remove(hierarchy.attribute());
        }
        TreeItemReader tree = new TreeItemReader(Item.copyOf(all));
        tree.startItem();
        return read(kind, tree);
    }

    @SuppressWarnings("unchecked") // The kind is one of those wanted.
    private T read(Hierarchy.Kind kind, ItemReader in) {
        return (T) form(kind).readAttributes(in);
    }

    /** The class for what the attribute holds. */
    private Hierarchy.Kind kindOf(@Nullable AttributeValue told) {
        Hierarchy.Kind kind;
        if (told == null || told == AttributeValue.Null.NULL) {
            kind = kind(hierarchy.missing().or(hierarchy::unknown), "found no such attribute");
        } else if (told instanceof AttributeValue.S text) {
            Hierarchy.Kind known = byValue.get(text.value());
            kind = known != null ? known : kind(hierarchy.unknown(), "found another value");
        } else {
            throw new CodecException(
                    hierarchy.attribute(), "the discriminator is stored as S; found " + told.type(), null);
        }
        if (!wanted.contains(kind)) {
            throw new CodecException(
                    hierarchy.attribute(),
                    "this is a " + kind.type().getSimpleName() + ", and a " + type.getSimpleName()
                            + " is wanted; read it as a " + hierarchy.root().getSimpleName(),
                    null);
        }
        return kind;
    }

    private Hierarchy.Kind kind(Optional<Class<?>> fallback, String found) {
        return fallback.map(byClass::get)
                .orElseThrow(() -> new CodecException(
                        hierarchy.attribute(),
                        found + " for the class of a " + hierarchy.root().getSimpleName() + "; known are "
                                + byValue.keySet().stream().sorted().collect(Collectors.joining(", "))
                                + "; add a class or an alias for it, or a fallback in @Discriminator",
                        null));
    }

    @Override
    public Optional<AttributeValue> valueOf(T value, String name) {
        Hierarchy.Kind kind = kindOf(value);
        return name.equals(hierarchy.attribute()) && !isUnknown(kind)
                ? Optional.of(new AttributeValue.S(kind.value()))
                : form(kind).valueOf(value, name);
    }

    @Override
    @SuppressWarnings("unchecked") // A copy is of the class of the value.
    public T with(T value, Item attributes) {
        Hierarchy.Kind kind = kindOf(value);
        return (T) form(kind).with(value, isUnknown(kind) ? attributes : attributes.without(hierarchy.attribute()));
    }

    @Override
    public Optional<Codec<?>> narrowed(Class<?> owner) {
        if (owner.isAssignableFrom(type)) {
            return Optional.of(this);
        }
        return hierarchy.kinds(owner).stream().anyMatch(wanted::contains) ? Optional.of(of(owner)) : Optional.empty();
    }

    @Override
    public Optional<Member> member(String accessor) {
        List<Optional<Member>> found = found(form -> form.member(accessor));
        if (found.stream().allMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(common(found)
                .filter(member -> found.stream().allMatch(Optional::isPresent))
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + "::" + accessor
                        + " is not stored alike by all of " + names(wanted::contains)
                        + "; say it of one class, as " + wanted.get(0).type().getSimpleName() + "::" + accessor
                        + ", or give the stored name")));
    }

    @Override
    public Optional<Member> attribute(String name) {
        if (name.equals(hierarchy.attribute())) {
            Codec<?> text = StandardCodecs.of(String.class).orElseThrow();
            return Optional.of(new Member(
                    "", name, text, hierarchy.missing().or(hierarchy::unknown).isPresent(), false));
        }
        return common(found(form -> form.attribute(name)));
    }

    private List<Optional<Member>> found(Function<ItemForm<Object>, Optional<Member>> look) {
        return wanted.stream().map(this::form).map(look).toList();
    }

    /** What those that have a member have in common; empty if that is not all that says how it is stored. */
    private static Optional<Member> common(List<Optional<Member>> found) {
        List<Member> members = found.stream().flatMap(Optional::stream).toList();
        if (members.isEmpty()) {
            return Optional.empty();
        }
        Member first = members.get(0);
        boolean alike = members.stream()
                .allMatch(member -> member.name().equals(first.name())
                        && member.nullStored() == first.nullStored()
                        && Likeness.of(Fit.core(member.codec()), Fit.core(first.codec())));
        // What some need cannot be taken from items that may be theirs.
        boolean optional = members.stream().allMatch(Member::optional);
        return alike
                ? Optional.of(new Member(first.accessor(), first.name(), first.codec(), optional, first.nullStored()))
                : Optional.empty();
    }

    @Override
    public boolean isStoredInOneForm(String name) {
        List<Optional<Member>> found = found(form -> form.attribute(name));
        return name.equals(hierarchy.attribute())
                || found.stream().allMatch(Optional::isEmpty)
                || common(found).isPresent();
    }

    @Override
    public boolean isChangedAsWhole(String attribute) {
        List<Optional<Member>> found = found(form -> form.attribute(attribute));
        return attribute.equals(hierarchy.attribute())
                || found.stream().anyMatch(Optional::isEmpty)
                || common(found).isEmpty()
                || wanted.stream().anyMatch(kind -> form(kind).isChangedAsWhole(attribute));
    }

    /** Whether an item that is wanted here may be without an attribute. */
    boolean mayLack(String name) {
        return !name.equals(hierarchy.attribute())
                && found(form -> form.attribute(name)).stream()
                        .anyMatch(member -> member.map(Member::optional).orElse(true));
    }

    @Override
    public boolean hasShapes() {
        return wanted.stream().anyMatch(kind -> form(kind).hasShapes());
    }

    @Override
    public List<String> marks() {
        return Stream.concat(
                        Stream.of(hierarchy.attribute()), wanted.stream().flatMap(kind -> form(kind).marks().stream()))
                .distinct()
                .toList();
    }

    @Override
    public Item upgraded(Item stored) {
        Optional<AttributeValue> told = stored.get(hierarchy.attribute());
        Hierarchy.Kind kind = kindOf(told.orElse(null));
        if (isUnknown(kind) || told.isEmpty()) {
            return form(kind).upgraded(stored);
        }
        return form(kind).upgraded(stored.without(hierarchy.attribute())).with(hierarchy.attribute(), told.get());
    }

    @Override
    public Optional<ShapeNumber> shapeNumber() {
        List<Optional<ShapeNumber>> numbers =
                wanted.stream().map(kind -> form(kind).shapeNumber()).distinct().toList();
        return numbers.size() == 1 ? numbers.get(0) : Optional.empty();
    }

    @Override
    public List<String> made(T value) {
        return form(kindOf(value)).made(value);
    }

    @Override
    public boolean takes(String name) {
        return wanted.stream().allMatch(kind -> form(kind).takes(name));
    }

    /** The templates that all of the classes that are wanted have alike. */
    @Override
    public Map<String, KeyTemplate> templates() {
        Map<String, KeyTemplate> common =
                new LinkedHashMap<>(form(wanted.get(0)).templates());
        for (Hierarchy.Kind kind : wanted) {
            Map<String, KeyTemplate> others = form(kind).templates();
            common.entrySet().removeIf(template -> {
                KeyTemplate other = others.get(template.getKey());
                return other == null || !Likeness.of(template.getValue(), other);
            });
        }
        return common;
    }
}

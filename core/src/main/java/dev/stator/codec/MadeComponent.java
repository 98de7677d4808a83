package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An attribute that is not a property of its class, but made from some: by a method or by a template. */
abstract class MadeComponent extends Component {
    MadeComponent(Codec.Member member, Function<Object, @Nullable Object> getter, Codec<?> reading, Absence absence) {
        super(member, getter, reading, absence);
    }

    /** The template that makes it; empty if a method does. */
    Optional<KeyTemplate> template() {
        return Optional.empty();
    }

    /**
     * Puts what was read into the places of the properties that are stored in it alone, and compares it with those that are
     * stored beside it.
     */
    void spread(@Nullable Object read, @Nullable Object[] values) {}

    /** Compares what was read with what is made of the instance now. */
    void compare(@Nullable Object read, Object owner) {}

    /** Whether an instance can be read without it, as it is read only to be compared. */
    boolean isComparedOnly() {
        return true;
    }

    /** What a method gives; not read, since it is computed again, but for a key of the table, which is compared. */
    static final class OfMethod extends MadeComponent {
        private final Component computed;

        /**
         * What this method computes.
         *
         * @param required whether it is a key of the table
         */
        OfMethod(Component computed, boolean required) {
            super(computed.member, computed::value, required ? computed.codec : Skipped.INSTANCE, Absence.NULL);
            this.computed = computed;
        }

        @Override
        void compare(@Nullable Object read, Object owner) {
            if (read == null || read == Skipped.INSTANCE) {
                return;
            }
            Object now = computed.value(owner);
            if (!read.equals(now) && (now == null || !stored(read).equals(stored(now)))) {
                throw new CodecException(
                        name(),
                        "found a key that is not what the method gives of the record that was read, which would be put as"
                                + " another item; store the item with the key that the method gives, by a table of items, or"
                                + " let the method give the key that is stored",
                        null);
            }
        }

        private AttributeValue stored(Object value) {
            TreeItemWriter out = new TreeItemWriter();
            computed.codec.write(value, out);
            return out.value();
        }

        @Override
        void write(Object owner, ItemWriter out) {
            computed.write(owner, out);
        }
    }

    /** A key that a template makes. */
    static final class OfTemplate extends MadeComponent {
        private static final Codec<?> TEXT =
                KeyCodec.ofIndex(StandardCodecs.of(String.class).orElseThrow());

        private final KeyTemplate template;
        private final Map<String, Component> sources;
        private final Map<String, Integer> held;
        private final Map<String, Integer> beside;

        /**
         * A key of this name.
         *
         * @param required whether every item has it
         * @param sources the components of the template's members, by their names
         * @param held where the values of those belong that are stored in this key alone
         * @param beside where those of the others are
         */
        OfTemplate(
                String name,
                KeyTemplate template,
                boolean required,
                Map<String, Component> sources,
                Map<String, Integer> held,
                Map<String, Integer> beside) {
            super(
                    new Codec.Member("", name, TEXT, !required, false),
                    owner -> null,
                    reading(template, required, !held.isEmpty()),
                    held.isEmpty() ? Absence.NULL : Absence.REFUSED);
            this.template = template;
            this.sources = sources;
            this.held = held;
            this.beside = beside;
        }

        /** What takes from a key of the table what it holds, or else its text to compare. */
        private static Codec<?> reading(KeyTemplate template, boolean required, boolean held) {
            if (held) {
                return new TemplateCodec(template, true, null);
            }
            return required ? TEXT : Skipped.INSTANCE;
        }

        @Override
        boolean isComparedOnly() {
            return held.isEmpty();
        }

        @Override
        Optional<KeyTemplate> template() {
            return Optional.of(template);
        }

        @Override
        void write(Object owner, ItemWriter out) {
            Map<String, Object> values = new HashMap<>();
            for (Map.Entry<String, Component> source : sources.entrySet()) {
                Optional<Object> value = source.getValue().present(owner);
                if (value.isPresent()) {
                    values.put(source.getKey(), value.get());
                } else if (member.optional()) {
                    return;
                } else {
                    throw new CodecException(
                            "",
                            "the key is made of " + source.getKey() + ", which is null or empty; give it a value",
                            null);
                }
            }
            String key = template.text(values);
            out.name(name());
            out.string(key);
        }

        @Override
        void spread(@Nullable Object read, @Nullable Object[] values) {
            try {
                if (read instanceof String key) {
                    Map<String, Object> members = beside(values);
                    if (members.size() == beside.size()) {
                        template.requireMembers(key, members);
                    }
                } else if (read instanceof Map<?, ?> parsed) {
                    held.forEach((name, place) -> values[place] = parsed.get(name));
                    if (!beside.isEmpty()) {
                        template.requireSame(cast(parsed), beside(values));
                    }
                }
            } catch (CodecException e) {
                throw e.within(name());
            }
        }

        @SuppressWarnings("unchecked") // What the template parses has names.
        private static Map<String, Object> cast(Map<?, ?> parsed) {
            return (Map<String, Object>) parsed;
        }

        /** The members that are stored beside the key, as far as they were there. */
        private Map<String, Object> beside(@Nullable Object[] values) {
            Map<String, Object> members = new HashMap<>();
            beside.forEach((name, place) -> {
                Object value = values[place];
                if (value != null) {
                    members.put(name, value);
                }
            });
            return members;
        }
    }

    /** A property that is stored in a key alone. */
    static final class InKey extends Component {
        private final String key;

        InKey(Codec.Member member, Function<Object, @Nullable Object> getter, String key) {
            super(member, getter, Absence.NULL);
            this.key = key;
        }

        /** The key in which it is stored. */
        String key() {
            return key;
        }

        @Override
        boolean isAttribute() {
            return false;
        }

        @Override
        void write(Object owner, ItemWriter out) {
            // The key is written where it stands.
        }
    }

    /** A property that holds a key, which is made where the property is empty. */
    static final class Explicit extends Component {
        private final Component given;
        private final MadeComponent made;

        Explicit(Component given, MadeComponent made) {
            super(given);
            this.given = given;
            this.made = made;
        }

        MadeComponent made() {
            return made;
        }

        /** Whether an instance leaves it to be made. */
        boolean isMade(Object owner) {
            return given.present(owner).isEmpty();
        }

        @Override
        void write(Object owner, ItemWriter out) {
            (isMade(owner) ? made : given).write(owner, out);
        }
    }

    /** The attribute is skipped. */
    private enum Skipped implements Codec<Object> {
        INSTANCE;

        @Override
        public Class<Object> javaClass() {
            return Object.class;
        }

        @Override
        public void write(Object value, ItemWriter out) {
            throw new IllegalStateException("What is made is not written by its codec");
        }

        @Override
        public Object read(ItemReader in) {
            in.skip();
            return this;
        }
    }
}

package dev.stator.codec;

import dev.stator.error.CodecException;
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

    /** Puts what was read into the places of the properties that are stored in it alone. */
    void spread(@Nullable Object read, @Nullable Object[] values) {}

    /** What a method gives; not read, since it is computed again. */
    static final class OfMethod extends MadeComponent {
        private final Component computed;

        OfMethod(Component computed) {
            super(computed.member, computed::value, Skipped.INSTANCE, Absence.NULL);
            this.computed = computed;
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
        private final Map<String, Integer> places;
        private final boolean held;

        /**
         * A key of this name.
         *
         * @param required whether every item has it
         * @param sources the components of the template's members, by their names
         * @param places where the values of those belong that are stored in this key alone; or of all, if none is
         * @param held whether some are
         */
        OfTemplate(
                String name,
                KeyTemplate template,
                boolean required,
                Map<String, Component> sources,
                Map<String, Integer> places,
                boolean held) {
            super(
                    new Codec.Member("", name, TEXT, !required, false),
                    owner -> null,
                    reading(template, required, held),
                    held ? Absence.REFUSED : Absence.NULL);
            this.template = template;
            this.sources = sources;
            this.places = places;
            this.held = held;
        }

        /** What takes from a key what it holds, or else, of a key that may be stored in another form, its text to compare. */
        private static Codec<?> reading(KeyTemplate template, boolean required, boolean held) {
            if (held) {
                return new TemplateCodec(template, true, null);
            }
            return required && !template.isExact() ? TEXT : Skipped.INSTANCE;
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
            if (held && read instanceof Map<?, ?> parsed) {
                places.forEach((name, place) -> values[place] = parsed.get(name));
            } else if (read instanceof String key) {
                Map<String, Object> members = new HashMap<>();
                places.forEach((name, place) -> {
                    if (values[place] != null) {
                        members.put(name, values[place]);
                    }
                });
                if (members.size() == places.size()) {
                    require(key, members);
                }
            }
        }

        private void require(String key, Map<String, Object> members) {
            try {
                template.require(key, members);
            } catch (CodecException e) {
                throw e.within(name());
            }
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

        @Override
        void write(Object owner, ItemWriter out) {
            (given.present(owner).isPresent() ? given : made).write(owner, out);
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

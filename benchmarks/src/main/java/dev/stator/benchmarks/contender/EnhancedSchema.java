package dev.stator.benchmarks.contender;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import dev.stator.benchmarks.workload.Address;
import dev.stator.benchmarks.workload.Device;
import dev.stator.benchmarks.workload.Profile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/**
 * The mapping of {@link Profile} for the Enhanced client: a {@link StaticImmutableTableSchema}, the form that its
 * documentation recommends for speed, since it reflects over nothing; it is also the one that can make records.
 */
public final class EnhancedSchema {

    private EnhancedSchema() {}

    /** A schema of its own; it is costly, and users make it once. */
    public static TableSchema<Profile> profile() {
        return StaticImmutableTableSchema.builder(Profile.class, ProfileBuilder.class)
                .newItemBuilder(ProfileBuilder::new, ProfileBuilder::build)
                .addAttribute(
                        String.class,
                        a -> a.name("team")
                                .getter(Profile::team)
                                .setter((b, value) -> b.team = value)
                                .tags(primaryPartitionKey()))
                .addAttribute(
                        String.class,
                        a -> a.name("id")
                                .getter(Profile::id)
                                .setter((b, value) -> b.id = value)
                                .tags(primarySortKey()))
                .addAttribute(
                        String.class, a -> a.name("name").getter(Profile::name).setter((b, value) -> b.name = value))
                .addAttribute(
                        String.class,
                        a -> a.name("email").getter(Profile::email).setter((b, value) -> b.email = value))
                .addAttribute(
                        Boolean.class,
                        a -> a.name("active").getter(Profile::active).setter((b, value) -> b.active = value))
                .addAttribute(
                        Integer.class,
                        a -> a.name("level").getter(Profile::level).setter((b, value) -> b.level = value))
                .addAttribute(
                        Long.class,
                        a -> a.name("points").getter(Profile::points).setter((b, value) -> b.points = value))
                .addAttribute(
                        BigDecimal.class,
                        a -> a.name("balance").getter(Profile::balance).setter((b, value) -> b.balance = value))
                .addAttribute(
                        EnhancedType.documentOf(Address.class, address()),
                        a -> a.name("address").getter(Profile::address).setter((b, value) -> b.address = value))
                .addAttribute(
                        EnhancedType.listOf(EnhancedType.documentOf(Device.class, device())),
                        a -> a.name("devices").getter(Profile::devices).setter((b, value) -> b.devices = value))
                .addAttribute(
                        EnhancedType.setOf(String.class),
                        a -> a.name("tags").getter(Profile::tags).setter((b, value) -> b.tags = value))
                .addAttribute(
                        EnhancedType.setOf(Integer.class),
                        a -> a.name("scores").getter(Profile::scores).setter((b, value) -> b.scores = value))
                .addAttribute(
                        EnhancedType.mapOf(String.class, Integer.class),
                        a -> a.name("counters").getter(Profile::counters).setter((b, value) -> b.counters = value))
                .addAttribute(
                        String.class,
                        a -> a.name("biography").getter(Profile::biography).setter((b, value) -> b.biography = value))
                .build();
    }

    private static TableSchema<Address> address() {
        return StaticImmutableTableSchema.builder(Address.class, AddressBuilder.class)
                .newItemBuilder(AddressBuilder::new, AddressBuilder::build)
                .addAttribute(
                        String.class,
                        a -> a.name("street").getter(Address::street).setter((b, value) -> b.street = value))
                .addAttribute(
                        String.class, a -> a.name("city").getter(Address::city).setter((b, value) -> b.city = value))
                .addAttribute(
                        String.class,
                        a -> a.name("postcode").getter(Address::postcode).setter((b, value) -> b.postcode = value))
                .addAttribute(
                        String.class,
                        a -> a.name("country").getter(Address::country).setter((b, value) -> b.country = value))
                .build();
    }

    private static TableSchema<Device> device() {
        return StaticImmutableTableSchema.builder(Device.class, DeviceBuilder.class)
                .newItemBuilder(DeviceBuilder::new, DeviceBuilder::build)
                .addAttribute(
                        String.class, a -> a.name("model").getter(Device::model).setter((b, value) -> b.model = value))
                .addAttribute(
                        String.class,
                        a -> a.name("platform").getter(Device::platform).setter((b, value) -> b.platform = value))
                .addAttribute(
                        Long.class,
                        a -> a.name("lastSeen").getter(Device::lastSeen).setter((b, value) -> b.lastSeen = value))
                .build();
    }

    @NullUnmarked
    private static final class ProfileBuilder {
        private String team;
        private String id;
        private String name;
        private String email;
        private boolean active;
        private int level;
        private long points;
        private BigDecimal balance;
        private Address address;
        private List<Device> devices;
        private Set<String> tags;
        private Set<Integer> scores;
        private Map<String, Integer> counters;
        private String biography;

        Profile build() {
            return new Profile(
                    team, id, name, email, active, level, points, balance, address, devices, tags, scores, counters,
                    biography);
        }
    }

    @NullUnmarked
    private static final class AddressBuilder {
        private String street;
        private String city;
        private String postcode;
        private String country;

        Address build() {
            return new Address(street, city, postcode, country);
        }
    }

    @NullUnmarked
    private static final class DeviceBuilder {
        private String model;
        private String platform;
        private long lastSeen;

        Device build() {
            return new Device(model, platform, lastSeen);
        }
    }
}

package dev.stator.benchmarks.contender;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.benchmarks.workload.BlockingClient;
import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.Contender;
import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Sample;
import dev.stator.benchmarks.workload.Service;
import java.util.List;

/** Stator, blocking, as it comes. */
final class StatorBlocking implements Contender {

    @Override
    public String id() {
        return "stator";
    }

    @Override
    public String title() {
        return "Stator";
    }

    @Override
    public String description() {
        return "`Table<Profile>` over the default transport, `execute()`";
    }

    static Stator connect(Service service) {
        return Stator.builder()
                .endpoint(service.endpoint().toString())
                .region(Service.REGION)
                .credentials(Service.ACCESS_KEY, Service.SECRET_KEY)
                .build();
    }

    @Override
    public Client open(Service service) {
        Stator db = connect(service);
        Table<Profile> table = db.table(Sample.TABLE, Profile.class);
        return new BlockingClient() {
            @Override
            public Object get(String team, String id) {
                return table.get(team, id).execute().orElseThrow();
            }

            @Override
            public Object put(Profile profile) {
                return table.put(profile).execute();
            }

            @Override
            public Object query(String team) {
                return table.query(team).execute();
            }

            @Override
            public Object batchWrite(List<Profile> profiles) {
                return table.putAll(profiles).execute();
            }

            @Override
            public void close() {
                db.close();
            }
        };
    }
}

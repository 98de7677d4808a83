package dev.stator.benchmarks.contender;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.Contender;
import dev.stator.benchmarks.workload.FutureClient;
import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Sample;
import dev.stator.benchmarks.workload.Service;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Stator, asynchronous, as it comes. */
final class StatorAsync implements Contender {

    @Override
    public String id() {
        return "stator-async";
    }

    @Override
    public String title() {
        return "Stator, async";
    }

    @Override
    public String description() {
        return "`Table<Profile>` over the default transport, `executeAsync()`";
    }

    @Override
    public Client open(Service service) {
        Stator db = StatorBlocking.connect(service);
        Table<Profile> table = db.table(Sample.TABLE, Profile.class);
        return new FutureClient() {
            @Override
            public CompletableFuture<?> get(String team, String id) {
                return table.get(team, id).executeAsync().thenApply(Optional::orElseThrow);
            }

            @Override
            public CompletableFuture<?> put(Profile profile) {
                return table.put(profile).executeAsync();
            }

            @Override
            public CompletableFuture<?> query(String team) {
                return table.query(team).executeAsync();
            }

            @Override
            public CompletableFuture<?> batchWrite(List<Profile> profiles) {
                return table.putAll(profiles).executeAsync();
            }

            @Override
            public void close() {
                db.close();
            }
        };
    }
}

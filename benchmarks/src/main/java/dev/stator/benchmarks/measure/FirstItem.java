package dev.stator.benchmarks.measure;

import dev.stator.benchmarks.contender.Contenders;
import dev.stator.benchmarks.workload.BlockingClient;
import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.FutureClient;
import dev.stator.benchmarks.workload.Operation;
import dev.stator.benchmarks.workload.Service;
import java.net.URI;

/** The program whose cold start is measured: opens a client, gets one item, prints it. */
final class FirstItem {

    private FirstItem() {}

    /** Arguments: endpoint, contender. */
    public static void main(String[] arguments) {
        Client client = Contenders.named(arguments[1]).open(new Service(URI.create(arguments[0])));
        System.out.println(
                client instanceof BlockingClient blocking
                        ? Operation.GET.call(blocking)
                        : Operation.GET.start((FutureClient) client).join());
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}

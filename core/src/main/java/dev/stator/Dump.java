package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.internal.dump.DumpFile;
import dev.stator.internal.dump.DumpFile.Progress;
import dev.stator.internal.protocol.DescribeTableOperation;
import dev.stator.internal.protocol.Meter;
import dev.stator.internal.protocol.RawOperation;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes the items that a query or scan reads into a file, and gives how many are in it. The first line holds the service's
 * description of the table; each further line is an item, in the service's own JSON, as {@link dev.stator.json.WireJson} has
 * it: so nothing is lost, counters and guards of unique values included, and other tools can read it. A file whose name ends in {@code .gz} is compressed. {@link
 * Table#load} reads it.
 *
 * <p>Never more than a page is in memory, and each is safe on disk before the next is asked for; the file is written on the
 * thread that brings the page. A dump is no snapshot: what is changed meanwhile is in it as it was before, or after.
 *
 * <p>Until it is whole, a file with the same name and {@code .place} behind it tells up to where it is good. If the call
 * fails, or its process ends, {@link #resuming} goes on from there.
 */
public final class Dump extends Call<Long> {
    private enum Existing {
        REFUSED,
        REPLACED,
        RESUMED
    }

    private final Listing<?, ?> listing;
    private final Path file;
    private final Existing existing;

    Dump(Listing<?, ?> listing, Path file) {
        this(listing, file, Existing.REFUSED);
    }

    private Dump(Listing<?, ?> listing, Path file, Existing existing) {
        super(listing.db());
        this.listing = listing;
        this.file = file;
        this.existing = existing;
    }

    /** Writes the file anew if it exists; without this, the call fails with {@link StatorException}. */
    public Dump replacing() {
        return new Dump(listing, file, Existing.REPLACED);
    }

    /**
     * Goes on with the same dump where it was broken off, or begins it if there is none yet. Limits, such as {@link
     * Listing#limit}, count anew, and a filter is not remembered: say the same one. If the file is whole already, the call fails with {@link StatorException}.
     */
    public Dump resuming() {
        return new Dump(listing, file, Existing.RESUMED);
    }

    @Override
    Meter newMeter() {
        return listing.newMeter();
    }

    @Override
    Exchange<Long> exchange(CallContext context) {
        DumpFile dump = new DumpFile(file, listing.identity());
        Optional<Progress> brokenOff = existing == Existing.RESUMED ? dump.brokenOff() : Optional.empty();
        if (existing == Existing.REFUSED) {
            dump.refuseExisting();
        }
        // Asked for even when going on: a reply is the proof that there is a service, which a dry run has not.
        return described(context)
                .then(table -> {
                    Progress first =
                            brokenOff.filter(progress -> progress.bytes() > 0).orElseGet(() -> dump.begin(table));
                    return new PageRounds(listing.whole(), listing.options.projection(), listing.options.select())
                            .exchange(
                                    context,
                                    first.place().or(listing.options::place),
                                    first,
                                    (before, page) -> Exchange.of(dump.add(before, page.items(), page.lastKey())),
                                    (before, failure) -> failure);
                })
                .map(progress -> {
                    dump.finish();
                    return progress.items();
                });
    }

    private Exchange<String> described(CallContext context) {
        DescribeTableOperation operation =
                new DescribeTableOperation(listing.source.table().name());
        String request = new String(operation.encode(context.meter()), StandardCharsets.UTF_8);
        return new Attempts<>(context, new RawOperation(operation.action(), request)).map(reply -> {
            operation.decode(reply.getBytes(StandardCharsets.UTF_8), context.meter());
            return reply;
        });
    }
}

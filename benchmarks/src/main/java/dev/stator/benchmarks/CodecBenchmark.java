package dev.stator.benchmarks;

import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Sample;
import dev.stator.codec.TableSchema;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A record of 1 KB to JSON bytes and back, as a put and a get do it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CodecBenchmark {

    private final TableSchema<Profile> schema = TableSchema.of(Profile.class);
    private final Profile profile = Sample.profile(0);
    private byte[] json = {};

    /** Makes the bytes to read. */
    @Setup
    public void write() {
        json = encode();
    }

    /** The record to bytes. */
    @Benchmark
    public byte[] encode() {
        JsonWriter writer = new JsonWriter();
        schema.writeItem(profile, writer.items());
        return writer.toByteArray();
    }

    /** The bytes to a record. */
    @Benchmark
    public Profile decode() {
        return schema.readItem(new JsonReader(json).items());
    }
}

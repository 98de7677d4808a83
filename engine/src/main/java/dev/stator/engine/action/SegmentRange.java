package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.KeyBytes;
import dev.stator.engine.store.Range;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of all hashes that belongs to one segment of a scan.
 *
 * <p>The service divides the hashes by their first 12 bits, so there are at most 4096 segments with anything in them.
 *
 * @param segment which segment
 * @param total of how many
 */
record SegmentRange(int segment, int total) {
    private static final int SLICES = 4096;
    private static final int SLICE_SHIFT = Integer.SIZE - 12;

    static SegmentRange of(@Nullable Integer segment, @Nullable Integer total) {
        return segment == null || total == null ? new SegmentRange(0, 1) : new SegmentRange(segment, total);
    }

    Range range() {
        Range range = Range.all();
        if (segment > 0) {
            range = range.startingAt(bound(segment));
        }
        return segment + 1 < total ? range.endingBefore(bound(segment + 1)) : range;
    }

    /** Refuses a start key of another segment. */
    void check(byte[] position) {
        boolean before = segment > 0 && Arrays.compareUnsigned(position, bound(segment)) < 0;
        boolean behind = segment + 1 < total && Arrays.compareUnsigned(position, bound(segment + 1)) >= 0;
        if (before || behind) {
            throw Fault.validation(StartKey.INVALID + ": Invalid ExclusiveStartKey. Please use ExclusiveStartKey with"
                    + " correct Segment. TotalSegments: " + total + " Segment: " + segment);
        }
    }

    /** The first hash of a segment; behind all hashes if the segment begins where they end. */
    private byte[] bound(int number) {
        long slice = ((long) SLICES * number + total - 1) / total;
        return slice < SLICES
                ? ByteBuffer.allocate(KeyBytes.HASH_LENGTH)
                        .putInt((int) (slice << SLICE_SHIFT))
                        .array()
                : new byte[] {-1, -1, -1, -1, -1};
    }
}

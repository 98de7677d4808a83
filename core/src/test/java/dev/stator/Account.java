package dev.stator;

import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.IndexSortKey;
import dev.stator.codec.KeysOnly;
import dev.stator.codec.LocalIndex;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.Projected;
import dev.stator.codec.SortKey;
import java.util.Optional;

/** A record with indexes that hold a part of it, and a second in which it expires. */
@KeysOnly("by-status")
record Account(
        @PartitionKey String id,
        @SortKey @IndexSortKey("by-status") long at,
        @IndexPartitionKey String owner,
        @IndexPartitionKey("by-status") @LocalIndex String status,
        @Projected("owner") String iban,
        @Projected("owner") long balance,
        Optional<Long> expires,
        Optional<User.Address> address) {}

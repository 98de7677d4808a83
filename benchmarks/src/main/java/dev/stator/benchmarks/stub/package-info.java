/** A DynamoDB that answers each action with the same bytes whatever it is asked, so that the client alone is measured. */
@NullMarked
package dev.stator.benchmarks.stub;

import org.jspecify.annotations.NullMarked;

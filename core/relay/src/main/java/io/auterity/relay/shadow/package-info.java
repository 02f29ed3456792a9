/**
 * Copies of calls that a rollout's new offers answer beside the old ones, and what they compare.
 */
@NullMarked
package io.auterity.relay.shadow;

import org.jspecify.annotations.NullMarked;

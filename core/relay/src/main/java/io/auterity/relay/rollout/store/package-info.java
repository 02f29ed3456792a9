/** Keeps where rollouts stand. */
@NullMarked
package io.auterity.relay.rollout.store;

import org.jspecify.annotations.NullMarked;

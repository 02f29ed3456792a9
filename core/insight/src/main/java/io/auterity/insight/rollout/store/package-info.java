/** Keeps where rollouts stand. */
@NullMarked
package io.auterity.insight.rollout.store;

import org.jspecify.annotations.NullMarked;

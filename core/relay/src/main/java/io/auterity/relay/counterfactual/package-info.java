/**
 * Recorded decisions planned again by other routes, or compared with one offer: what that would
 * have chosen, and what it would have cost.
 */
@NullMarked
package io.auterity.relay.counterfactual;

import org.jspecify.annotations.NullMarked;

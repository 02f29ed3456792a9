/** Recorded decisions planned again by other routes: what these would have chosen, at what cost. */
@NullMarked
package io.auterity.relay.counterfactual;

import org.jspecify.annotations.NullMarked;

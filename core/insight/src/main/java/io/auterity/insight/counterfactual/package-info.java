/**
 * Recorded decisions planned again by other routes, or compared with one offer: what that would
 * have chosen, what it would have cost, and what that recommends.
 */
@NullMarked
package io.auterity.insight.counterfactual;

import org.jspecify.annotations.NullMarked;

package io.auterity.relay.route;

import org.jspecify.annotations.Nullable;

/**
 * The hash key of a route's session affinity, by which calls are kept together at one offer.
 *
 * @param label whose value counts; null for the caller, who counts also where the label is absent
 * @param bound how many times its fair share of what is under way an offer takes; null for any
 */
public record RouteAffinity(@Nullable String label, @Nullable Double bound) {}

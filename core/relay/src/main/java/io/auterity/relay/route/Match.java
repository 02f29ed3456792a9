package io.auterity.relay.route;

import org.jspecify.annotations.Nullable;

/**
 * The route of a call.
 *
 * @param route null when none matches
 * @param evaluations how many expressions were evaluated on the way
 */
public record Match(@Nullable Route route, int evaluations) {}

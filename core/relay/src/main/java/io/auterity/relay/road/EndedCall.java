package io.auterity.relay.road;

import io.auterity.platform.call.Invocation;
import io.auterity.relay.plan.LearnedChoice;
import io.auterity.relay.route.Route;
import org.jspecify.annotations.Nullable;

/**
 * A call that is copied, or such a copy, once it is over.
 *
 * @param call as it was made
 * @param route that it took; null when it was stopped before that
 * @param choice how it was chosen who answers; null where its route does not learn
 * @param answer null when it failed
 * @param failed whom it asked first, and what it came to, when it failed after an offer was asked;
 *     null otherwise
 */
public record EndedCall(
    Invocation call,
    @Nullable Route route,
    @Nullable LearnedChoice choice,
    @Nullable ShadowAnswer answer,
    @Nullable ShadowAnswer failed) {}

package io.auterity.relay.shadow;

import io.auterity.platform.call.Invocation;
import org.jspecify.annotations.Nullable;

/**
 * One question, the answer that its caller got from an old offer of a rollout, and the one that a
 * new offer gave to a copy of it.
 *
 * @param call as it was made; its id is that of its decision
 * @param copy the copy, whose decision names the call
 * @param agreement null where the answers cannot be compared
 */
public record ShadowPair(
    Invocation call,
    Invocation copy,
    String route,
    ShadowAnswer old,
    ShadowAnswer fresh,
    @Nullable Agreement agreement) {}

package io.auterity.insight.shadow;

import io.auterity.insight.learn.JudgedPair;
import io.auterity.platform.call.Invocation;
import io.auterity.relay.road.ShadowAnswer;
import org.jspecify.annotations.Nullable;

/**
 * One question, the answer that its caller got, and the one that another offer gave to a copy of
 * it: a new one of a rollout, or one that a route that learns drew.
 *
 * @param call as it was made; its id is that of its decision
 * @param copy the copy, whose decision names the call
 * @param agreement null where the answers cannot be compared
 * @param judged what they were worth; null where they were not judged
 */
public record ShadowPair(
    Invocation call,
    Invocation copy,
    String route,
    ShadowAnswer old,
    ShadowAnswer fresh,
    @Nullable AnswerAgreement agreement,
    @Nullable JudgedPair judged) {}

package io.auterity.workflow.driver;

/**
 * What is known of a call when its rules are asked, which the run itself does not tell.
 *
 * @param idempotency where it may be made again
 * @param effect whether its capability is known, and changes something
 */
public record RepetitionFacts(CallIdempotency idempotency, boolean effect) {}

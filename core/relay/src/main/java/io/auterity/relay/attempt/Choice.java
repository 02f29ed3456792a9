package io.auterity.relay.attempt;

/**
 * One provider of a plan.
 *
 * @param takesKey whether this call carries an idempotency key that the vendor honours
 */
public record Choice(String provider, boolean takesKey) {}

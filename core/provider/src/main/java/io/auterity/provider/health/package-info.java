/** The health of each provider: circuit breaker, slots, latency, retry budget and history. */
@NullMarked
package io.auterity.provider.health;

import org.jspecify.annotations.NullMarked;

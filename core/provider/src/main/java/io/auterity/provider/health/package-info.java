/** What the road has seen of each provider: breaker, slots, latency, retry budget and history. */
@NullMarked
package io.auterity.provider.health;

import org.jspecify.annotations.NullMarked;

/** The one way out: HTTP with deadline, egress rules, limits, signing, tracing, and no retries. */
@NullMarked
package io.auterity.platform.transport;

import org.jspecify.annotations.NullMarked;

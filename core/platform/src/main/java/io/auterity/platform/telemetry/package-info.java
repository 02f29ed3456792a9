/** Metrics and traces: where they go and what they are called. */
@NullMarked
package io.auterity.platform.telemetry;

import org.jspecify.annotations.NullMarked;

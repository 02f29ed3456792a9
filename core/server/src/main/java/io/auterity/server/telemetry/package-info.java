/** Metrics for Prometheus and spans for OpenTelemetry. */
@NullMarked
package io.auterity.server.telemetry;

import org.jspecify.annotations.NullMarked;

/** Meters and spans of each call, by OpenTelemetry's conventions. */
@NullMarked
package io.auterity.relay.telemetry;

import org.jspecify.annotations.NullMarked;

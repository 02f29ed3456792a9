/** What is measured and traced of each call: meters and spans by OpenTelemetry's conventions. */
@NullMarked
package io.auterity.relay.telemetry;

import org.jspecify.annotations.NullMarked;

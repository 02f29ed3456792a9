package io.auterity.temporal;

import io.auterity.workflow.driver.CallResult;
import java.time.Duration;
import java.time.Instant;

/**
 * How a call has ended, and when.
 *
 * @param at by the clock of the process that made it
 */
record CallEnd(CallResult result, Instant at, Duration took) {}

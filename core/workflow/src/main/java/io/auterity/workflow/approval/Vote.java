package io.auterity.workflow.approval;

import io.auterity.spi.Json;
import java.time.Instant;

/**
 * A vote on an approval.
 *
 * @param form what the voter filled in
 * @param digest of what the voter was shown
 */
public record Vote(String choice, Json.Obj form, String digest, Voter voter, Instant at) {}

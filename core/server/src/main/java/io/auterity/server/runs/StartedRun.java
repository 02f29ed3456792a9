package io.auterity.server.runs;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A run that was asked for.
 *
 * @param resumed whether it is one that was under way already
 */
public record StartedRun(@JsonUnwrapped RunSummary summary, boolean resumed) {}

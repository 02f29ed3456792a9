package io.auterity.workflow.journal;

import java.time.Instant;

/**
 * The record of a pause, during which nothing of a run starts.
 *
 * @param by who asked for it
 * @param at since when
 */
public record PauseRecord(String by, Instant at) {}

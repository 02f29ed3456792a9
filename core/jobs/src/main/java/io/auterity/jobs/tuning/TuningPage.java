package io.auterity.jobs.tuning;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for, the newest first.
 *
 * @param after id of the last of the page before; null for the first page
 * @param limit at most so many
 */
public record TuningPage(@Nullable String after, int limit) {}

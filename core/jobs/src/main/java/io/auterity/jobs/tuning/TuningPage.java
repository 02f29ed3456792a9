package io.auterity.jobs.tuning;

import org.jspecify.annotations.Nullable;

/**
 * The cursor and length of a page of a list, the newest first.
 *
 * @param after id of the last of the page before; null for the first page
 * @param limit at most so many
 */
public record TuningPage(@Nullable String after, int limit) {}

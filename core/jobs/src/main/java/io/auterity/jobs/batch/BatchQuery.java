package io.auterity.jobs.batch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query for a page of one principal's batches, the newest first.
 *
 * @param after the last batch of the page before
 * @param before the first batch of the page behind; at most one of both is there
 * @param limit at most so many
 */
public record BatchQuery(@Nullable UUID after, @Nullable UUID before, int limit) {}

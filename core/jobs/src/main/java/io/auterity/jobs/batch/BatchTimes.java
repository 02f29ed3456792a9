package io.auterity.jobs.batch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The timestamps of what happened to a batch.
 *
 * @param started when its lines had been read
 * @param expires when no more of its lines are asked
 * @param cancelling when its caller cancelled it
 */
public record BatchTimes(
    Instant created,
    @Nullable Instant started,
    Instant expires,
    @Nullable Instant cancelling,
    @Nullable Instant finalizing,
    @Nullable Instant ended) {}

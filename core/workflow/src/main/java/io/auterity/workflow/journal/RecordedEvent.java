package io.auterity.workflow.journal;

import io.auterity.workflow.decider.RunEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of a run as the journal keeps it.
 *
 * @param seq counts the events of the run from 1
 * @param started when its step began, where it ended with this event
 * @param decision what explains the call that ended with this event
 */
public record RecordedEvent(
    int seq, RunEvent event, @Nullable Instant started, @Nullable UUID decision, Instant at) {}

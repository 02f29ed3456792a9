package io.auterity.jobs.batch;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.WireId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch as it stands.
 *
 * @param principal who asked for it; each line is asked with what it may do then
 * @param outputFile of what succeeded; null while there is none
 * @param errorFile of what did not
 */
public record CallBatch(
    UUID id,
    TenantScope scope,
    Principal principal,
    BatchOrder order,
    BatchState state,
    BatchTimes times,
    BatchCounts counts,
    @Nullable UUID outputFile,
    @Nullable UUID errorFile,
    List<BatchError> errors) {

  /** Ids of batches, as OpenAI's clients know them. */
  public static final WireId ID = new WireId("batch_");

  public CallBatch {
    errors = List.copyOf(errors);
  }

  /** A new one, whose lines are read next unless they came with it. */
  public static CallBatch ordered(
      UUID id, TenantScope scope, Principal principal, BatchOrder order, Instant now, int lines) {
    boolean read = order.inputFile() == null;
    return new CallBatch(
        id,
        scope,
        principal,
        order,
        read ? BatchState.IN_PROGRESS : BatchState.VALIDATING,
        new BatchTimes(now, read ? now : null, now.plus(BatchRules.WINDOW), null, null, null),
        new BatchCounts(lines, 0, 0, 0, 0),
        null,
        null,
        List.of());
  }
}

package io.auterity.server.rehearsals;

import io.auterity.platform.call.Invocation;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.rehearsal.OutageRehearsal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rehearsed outage.
 *
 * @param fault {@code unavailable} or {@code silent}
 * @param run whose calls the provider is taken from; absent for those that carry the label
 * @param label that its calls carry, {@code rehearsal=reh_…}
 * @param by name of the principal that began it
 * @param until when it ends by itself
 * @param ended when it ended; absent while it goes on
 * @param endedBy {@code time}, {@code asked}, or {@code outage} where the breaker of another
 *     provider opened as well; absent while it goes on
 */
public record RehearsalView(
    String id,
    String provider,
    String fault,
    @Nullable String run,
    String label,
    String by,
    Instant began,
    Instant until,
    @Nullable Instant ended,
    @Nullable String endedBy) {

  static RehearsalView of(OutageRehearsal one, Instant now) {
    OutageRehearsal.End by = one.endedBy(now);
    return new RehearsalView(
        one.wireId(),
        one.provider(),
        one.fault().wire(),
        one.run() == null ? null : Invocation.RUN_ID.write(one.run()),
        Decision.REHEARSAL + "=" + one.wireId(),
        one.by(),
        one.began(),
        one.until(),
        by == null ? null : one.end(),
        by == null ? null : by.wire());
  }
}

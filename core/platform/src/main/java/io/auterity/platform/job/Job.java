package io.auterity.platform.job;

import io.auterity.platform.call.TenantScope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A background job of a tenant: it waits until it is due, and one server at a time runs a turn of
 * it, until its {@link JobKind} says that it is done.
 *
 * @param kind the name of its kind
 * @param subject the id of the row that it works on, at most 400 characters; no secret
 * @param lane jobs of one kind and lane of a tenant share their turns, e.g. those of one provider
 * @param failures how often in a row its turns have failed
 * @param failing since when they have; null when the last one did not
 * @param progress what its last turn noted, no secret; null when none did
 * @param claim under which this turn runs
 */
public record Job(
    TenantScope scope,
    String kind,
    String subject,
    String lane,
    int failures,
    @Nullable Instant failing,
    @Nullable String progress,
    Claim claim) {

  /**
   * The claim of one turn: it ends the job only under its own lease, and only as it was then.
   *
   * @param revision counts how often the job was added again
   */
  public record Claim(UUID lease, int revision) {}
}

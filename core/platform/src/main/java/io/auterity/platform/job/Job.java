package io.auterity.platform.job;

import io.auterity.platform.call.TenantScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A background job of a tenant: it waits until it is due, and one server at a time runs a turn of
 * it, until its {@link JobKind} says that it is done.
 *
 * @param kind the name of its kind
 * @param subject the id of the row that it works on, at most 400 characters; no secret
 * @param lane jobs of one kind and lane of a tenant share their turns, e.g. those of one provider
 * @param failures how often in a row its turns have failed
 * @param added when it was added
 * @param progress what its last turn noted, at most 4,096 characters, no secret; null when none did
 * @param revision counts how often it was added again; a turn ends only the revision that it saw
 */
public record Job(
    TenantScope scope,
    String kind,
    String subject,
    String lane,
    int failures,
    Instant added,
    @Nullable String progress,
    int revision) {}

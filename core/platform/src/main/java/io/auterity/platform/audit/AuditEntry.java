package io.auterity.platform.audit;

import java.util.UUID;

/**
 * A leaf of a tenant's log.
 *
 * @param sequence 0 for the first, without gaps
 * @param bytes as they were written; what is hashed is these bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record AuditEntry(UUID tenant, long sequence, byte[] bytes) {}

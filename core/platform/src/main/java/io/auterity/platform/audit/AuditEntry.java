package io.auterity.platform.audit;

import java.util.UUID;

/**
 * An entry of a tenant's append-only audit log: database triggers refuse to change or delete its
 * row, and no hash chain links the entries.
 *
 * @param sequence 0 for the first, without gaps
 * @param bytes as they were written
 */
@SuppressWarnings("ArrayRecordComponent")
public record AuditEntry(UUID tenant, long sequence, byte[] bytes) {}

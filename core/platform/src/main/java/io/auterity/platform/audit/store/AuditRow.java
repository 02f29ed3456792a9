package io.auterity.platform.audit.store;

import java.util.UUID;

/** An entry of the audit log with its place. */
@SuppressWarnings("ArrayRecordComponent")
public record AuditRow(UUID tenant, long sequence, byte[] bytes) {}

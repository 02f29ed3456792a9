package io.auterity.control.access.store;

import java.time.Instant;
import java.util.UUID;

/** A tenant of this installation. */
public record TenantRow(UUID id, String name, Instant created) {}

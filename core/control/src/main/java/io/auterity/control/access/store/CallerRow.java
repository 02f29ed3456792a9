package io.auterity.control.access.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a credential stands for.
 *
 * @param sha256 the stored digest of the credential
 * @param expires when the credential ends; null when it does not
 */
// The digest is compared in constant time, never by equals.
@SuppressWarnings("ArrayRecordComponent")
public record CallerRow(
    byte[] sha256, UUID tenant, UUID key, String name, @Nullable Instant expires) {}

package io.auterity.gateway.dialect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of an uploaded file, beside its content.
 *
 * @param kept for how long; null for as long as is usual
 */
public record SentFile(String purpose, String name, @Nullable Duration kept) {}

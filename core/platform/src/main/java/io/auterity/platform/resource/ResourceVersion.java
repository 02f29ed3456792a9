package io.auterity.platform.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version that a resource had.
 *
 * @param by name of who applied or ended it; absent where that was not kept
 * @param ended whether the resource was ended by it
 */
public record ResourceVersion(int version, Instant at, @Nullable String by, boolean ended) {}

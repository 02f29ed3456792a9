package io.auterity.relay.cache;

/**
 * Equal calls have equal keys.
 *
 * @param input digest of all that was asked
 */
public record CacheKey(CacheSpace space, String input) {}

package io.auterity.gateway.door;

import io.auterity.platform.call.CacheStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that tell what a cache did for a call. */
final class CacheHeaders {

  private static final String NAME = "auterity-cache";
  private static final String SIMILAR = "hit; similar";

  /** Those of a call; none where no cache was asked. */
  static Map<String, String> of(@Nullable CacheStatus told) {
    if (told == null) {
      return Map.of();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(NAME, told.kind() == CacheStatus.Kind.SIMILAR ? SIMILAR : told.kind().wire());
    if (told.kind() != CacheStatus.Kind.MISS) {
      headers.put("age", Long.toString(told.age().toSeconds()));
    }
    return headers;
  }

  /**
   * What is told of two calls that are answered as one: the lesser of what the cache did for them,
   * and the age of the older answer.
   */
  static @Nullable CacheStatus both(@Nullable CacheStatus one, @Nullable CacheStatus other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    CacheStatus.Kind lesser = one.kind().compareTo(other.kind()) > 0 ? one.kind() : other.kind();
    Duration older = one.age().compareTo(other.age()) > 0 ? one.age() : other.age();
    return lesser == CacheStatus.Kind.MISS ? CacheStatus.MISS : new CacheStatus(lesser, older);
  }

  /** The answer with them. */
  static WholeAnswer on(WholeAnswer answer, @Nullable CacheStatus told) {
    if (told == null) {
      return answer;
    }
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.putAll(of(told));
    return new WholeAnswer(answer.status(), headers, answer.body());
  }
}

package io.auterity.gateway.door;

import io.auterity.platform.call.CacheTold;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that tell what a cache did for a call. */
final class CacheHeaders {

  private static final String NAME = "auterity-cache";

  private CacheHeaders() {}

  /** Those of a call; none where no cache was asked. */
  static Map<String, String> of(@Nullable CacheTold told) {
    if (told == null) {
      return Map.of();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(NAME, told.kind().wire());
    if (told.kind() != CacheTold.Kind.MISS) {
      headers.put("age", Long.toString(told.age().toSeconds()));
    }
    return headers;
  }

  /** The answer with them. */
  static WholeAnswer on(WholeAnswer answer, @Nullable CacheTold told) {
    if (told == null) {
      return answer;
    }
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.putAll(of(told));
    return new WholeAnswer(answer.status(), headers, answer.body());
  }
}

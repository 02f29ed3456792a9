package io.auterity.provider.target;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fields that a vendor has refused in requests to its models, for an hour each: of at most 256
 * models, the oldest of which is forgotten for a new one.
 */
public final class RefusedFields {

  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final int MOST = 256;

  private final Map<String, Map<String, Learnt>> byModel = new LinkedHashMap<>();

  private record Learnt(long most, long until) {}

  /**
   * Notes that a model refuses a field.
   *
   * @param most the greatest value that it takes; 0 when it takes none
   * @param now in nanoseconds of the process's clock
   */
  public synchronized void learn(String model, String field, long most, long now) {
    if (!byModel.containsKey(model) && byModel.size() >= MOST) {
      byModel.remove(byModel.keySet().iterator().next());
    }
    byModel
        .computeIfAbsent(model, name -> new TreeMap<>())
        .put(field, new Learnt(most, now + HOUR));
  }

  /** What a model refuses now, by field: the greatest value that it takes, or 0. */
  public synchronized Map<String, Long> of(String model, long now) {
    Map<String, Learnt> known = byModel.get(model);
    if (known == null) {
      return Map.of();
    }
    known.values().removeIf(one -> one.until() - now <= 0);
    Map<String, Long> refused = new TreeMap<>();
    known.forEach((field, one) -> refused.put(field, one.most()));
    return refused;
  }
}

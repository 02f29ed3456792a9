package io.auterity.provider.health;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The failing inputs, over which a vendor broke lately, by digest, each remembered for ten minutes
 * after it was last asked. Confined to the lock of its owner.
 */
final class FailingInputs {

  private static final int MOST = 64;
  private static final long REMEMBERED = 600 * Breaker.SECOND;

  private final Map<String, Long> last = new LinkedHashMap<>(2, 0.75f, true);

  /** Notes one; whether it was not among them. */
  boolean add(String digest, long now) {
    Long before = last.put(digest, now);
    if (last.size() > MOST) {
      Iterator<String> eldest = last.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    return before == null || now - before > REMEMBERED;
  }
}

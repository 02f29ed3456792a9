package io.auterity.insight.rollout;

import io.auterity.platform.call.TenantScope;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The local rollouts of a process, shared with no other and forgotten when it ends. */
final class LocalRollouts implements RolloutLog {

  private final Map<Key, Standing> all = new HashMap<>();

  private record Key(TenantScope scope, String route) {}

  private record Standing(int version, RolloutPlace place) {}

  @Override
  public synchronized @Nullable Kept change(TenantScope scope, Change change) {
    Key key = new Key(scope, change.route());
    Standing kept = all.get(key);
    if (kept != null && kept.version() > change.version()) {
      return null;
    }
    boolean same = kept != null && kept.version() == change.version();
    RolloutPlace at = kept != null && same ? kept.place() : RolloutPlace.first(change.now());
    RolloutPlace next = change.decider().next(at, change.counted().own());
    all.put(key, new Standing(change.version(), next));
    return Kept.of(at, next, RolloutCounts.NONE);
  }
}

package io.auterity.server.runs.evidence;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.workflow.view.RunOverview;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The cache of counted evidence, which is kept for good once a run has been over for a while, for a
 * moment while it goes on, longer where counting takes longer.
 */
final class EvidenceCache implements RunEvidence {

  private static final int MOST = 2_000;
  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final long MOMENT = Duration.ofMillis(400).toNanos();
  private static final int SHARE = 20;

  private final RunEvidence counted;
  private final Time time;
  private final Map<Key, Kept> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
          return size() > MOST;
        }
      };

  EvidenceCache(RunEvidence counted, Time time) {
    this.counted = counted;
    this.time = time;
  }

  /**
   * @param finished when it was over, which is later where it has gone again; null while it goes on
   */
  private record Key(TenantScope scope, UUID run, @Nullable Instant finished) {}

  /**
   * @param until nanoseconds of the clock; null for ever
   */
  private record Kept(Evidence evidence, @Nullable Long until) {
    boolean good(long now) {
      return until == null || now - until < 0;
    }
  }

  @Override
  public List<Evidence> of(TenantScope scope, List<RunOverview> runs) {
    Map<UUID, Evidence> found = new HashMap<>();
    List<RunOverview> unknown = new ArrayList<>();
    for (RunOverview run : runs) {
      known(key(scope, run))
          .ifPresentOrElse(evidence -> found.put(run.id(), evidence), () -> unknown.add(run));
    }
    if (!unknown.isEmpty()) {
      count(scope, unknown, found);
    }
    return runs.stream().map(run -> Objects.requireNonNull(found.get(run.id()))).toList();
  }

  private static Key key(TenantScope scope, RunOverview run) {
    return new Key(scope, run.id(), run.finishedAt());
  }

  private Optional<Evidence> known(Key key) {
    synchronized (kept) {
      Kept found = kept.get(key);
      return found != null && found.good(time.nanos())
          ? Optional.of(found.evidence())
          : Optional.empty();
    }
  }

  private void count(TenantScope scope, List<RunOverview> runs, Map<UUID, Evidence> found) {
    long began = time.nanos();
    List<Evidence> evidence = counted.of(scope, runs);
    long now = time.nanos();
    long good = now + Math.max(MOMENT, (now - began) / runs.size() * SHARE);
    for (int i = 0; i < runs.size(); i++) {
      RunOverview run = runs.get(i);
      found.put(run.id(), evidence.get(i));
      synchronized (kept) {
        kept.put(key(scope, run), new Kept(evidence.get(i), settled(run) ? null : good));
      }
    }
  }

  private boolean settled(RunOverview run) {
    Instant finished = run.finishedAt();
    return finished != null && finished.plus(SETTLED).isBefore(time.now());
  }
}

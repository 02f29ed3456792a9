package io.auterity.insight;

import io.auterity.insight.learn.LearnedState;
import io.auterity.insight.learn.Lessons;
import io.auterity.platform.call.TenantScope;
import io.auterity.relay.decision.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps scored calls, and what is learned from them, in memory. */
final class ScoredCalls implements Lessons {

  private final List<Scored> scored = new ArrayList<>();
  private final List<Judged> judged = new ArrayList<>();
  private final Map<String, LearnedState> kept = new HashMap<>();
  private long heard;
  private long dropped;
  private long counted;
  private int loads;

  void add(Decision decision, double score) {
    scored.add(new Scored(decision, score));
    heard++;
  }

  void add(Judged pair) {
    judged.add(pair);
    heard++;
  }

  /** As when days of decisions are dropped, which nobody has noticed yet. */
  void forget() {
    scored.clear();
  }

  /** As when days of decisions are dropped, which only who counts from the beginning notices. */
  void drop(long scores) {
    dropped += scores;
  }

  /** How often all scored calls were read. */
  int loads() {
    return loads;
  }

  Map<String, LearnedState> kept() {
    return kept;
  }

  @Override
  public LearnedState.Heard heard(TenantScope scope, LearnedState.@Nullable Heard before) {
    long known = before == null ? heard - dropped : Math.addExact(before.scores(), heard - counted);
    counted = heard;
    return new LearnedState.Heard(known, heard == 0 ? null : Instant.EPOCH.plusSeconds(heard));
  }

  @Override
  public List<Scored> latest(TenantScope scope, String route, int most) {
    loads++;
    return scored;
  }

  @Override
  public List<Judged> judged(TenantScope scope, String route, int most) {
    return judged;
  }

  @Override
  public long version(TenantScope scope, String route) {
    return kept.containsKey(route) ? kept.get(route).version() : 0;
  }

  @Override
  public @Nullable LearnedState newest(TenantScope scope, String route) {
    return kept.get(route);
  }

  @Override
  public void keep(TenantScope scope, LearnedState state) {
    kept.put(state.route(), state);
  }
}

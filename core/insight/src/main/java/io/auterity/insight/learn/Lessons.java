package io.auterity.insight.learn;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.decision.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store of scored calls, and of what was learned from them. */
public interface Lessons {

  /**
   * A decision, and what callers said of its answer.
   *
   * @param score from 0 to 1; the mean of what several said
   */
  record Scored(Decision decision, double score) {}

  /**
   * A call and a copy of it, and what their answers were worth.
   *
   * @param score of the call's, from 0 to 1
   * @param copyScore of the copy's, from 0 to 1
   */
  record Judged(Decision call, double score, Decision copy, double copyScore) {}

  /**
   * What has been said of the tenant's answers so far.
   *
   * @param before what was heard last, to which only what is new is added; null for all
   */
  LearnedState.Heard heard(TenantScope scope, LearnedState.@Nullable Heard before);

  /**
   * The latest scored decisions of the route. Of scores of before their route was kept they may be
   * of any.
   */
  List<Scored> latest(TenantScope scope, String route, int most);

  /**
   * The latest calls of the route that were judged beside a copy. Of pairs of before their route
   * was kept they may be of any.
   */
  List<Judged> judged(TenantScope scope, String route, int most);

  /** Version of what the route has learned; 0 where it has learned nothing. */
  long version(TenantScope scope, String route);

  /** The latest version of what the route has learned; null where there is none to be read. */
  @Nullable LearnedState newest(TenantScope scope, String route);

  /** Keeps a version, unless another process has kept the same. */
  void keep(TenantScope scope, LearnedState state);
}

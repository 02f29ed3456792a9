package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.CallFacts;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Learned routing: chooses offers by what scored calls have taught. It answers from memory, without
 * a wait. By default nothing is learned.
 */
public interface RouteLearner {

  /** Where nothing is learned. */
  RouteLearner NONE = new RouteLearner() {};

  /**
   * Adds to the state of the offers which of them a learned route chooses, and puts those behind
   * that a route by confidence has withdrawn. The same as {@code sight} for any other route.
   *
   * @param texts of the call, in their order
   */
  default Sight choose(
      TenantScope scope,
      Shortlist shortlist,
      Sight sight,
      double ticket,
      CallFacts facts,
      Instant now,
      Supplier<List<String>> texts) {
    return sight;
  }

  /** Offers of a route by confidence that are withdrawn: they were right less often than agreed. */
  default Set<String> withdrawn(TenantScope scope, Shortlist shortlist) {
    return Set.of();
  }

  /** Adds to the state of the offers which one a shadow copy asks; null where it asks none. */
  default @Nullable Sight copied(UUID copy, Shortlist shortlist, Sight sight, double ticket) {
    return null;
  }
}

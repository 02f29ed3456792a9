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

/** What routes have learned, as the road asks for it: in memory, without a wait. */
public interface RouteLearner {

  /** Where nothing is learned. */
  RouteLearner NONE =
      new RouteLearner() {
        @Override
        public Sight choose(
            TenantScope scope,
            Shortlist shortlist,
            Sight sight,
            double ticket,
            CallFacts facts,
            Instant now,
            Supplier<List<String>> texts) {
          return sight;
        }

        @Override
        public Set<String> withdrawn(TenantScope scope, Shortlist shortlist) {
          return Set.of();
        }

        @Override
        public @Nullable Sight copied(UUID copy, Shortlist shortlist, Sight sight, double ticket) {
          return null;
        }
      };

  /**
   * What is seen, with whom a route that learns chooses, and who does not keep what a route that
   * goes by confidence was promised; unchanged with any other.
   *
   * @param texts what is said in the call, in its order
   */
  Sight choose(
      TenantScope scope,
      Shortlist shortlist,
      Sight sight,
      double ticket,
      CallFacts facts,
      Instant now,
      Supplier<List<String>> texts);

  /** Who does not keep what a route that goes by confidence was promised. */
  Set<String> withdrawn(TenantScope scope, Shortlist shortlist);

  /** What is seen, with whom the copy of a call asks; null where that is nobody. */
  @Nullable Sight copied(UUID copy, Shortlist shortlist, Sight sight, double ticket);
}

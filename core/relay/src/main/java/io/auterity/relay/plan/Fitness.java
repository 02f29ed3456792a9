package io.auterity.relay.plan;

import io.auterity.platform.provider.Offer;
import io.auterity.relay.route.Demand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an offer can do what a call needs without anybody having written it. What an offer does
 * not declare is unknown and excludes nothing.
 */
final class Fitness {

  private Fitness() {}

  /** Why an offer does not fit. */
  record Misfit(Exclusion.Reason reason, String detail) {}

  /** Null when it fits, as far as it declares what it can do. */
  static @Nullable Misfit of(Demand demand, Offer offer) {
    String lacking = lacking(demand, offer.abilities());
    return lacking == null
        ? tooLong(demand, offer)
        : new Misfit(Exclusion.Reason.ABILITY, "has no ability " + lacking);
  }

  private static @Nullable String lacking(Demand demand, @Nullable List<String> declared) {
    if (declared != null) {
      for (String needed : demand.abilities()) {
        if (!declared.contains(needed)) {
          return needed;
        }
      }
    }
    return null;
  }

  private static @Nullable Misfit tooLong(Demand demand, Offer offer) {
    Long most = offer.output();
    int asked = demand.output() == null ? 0 : demand.output();
    if (most != null && asked > most) {
      return context("gives at most %d tokens of output, and %d are asked", most, asked);
    }
    Long room = offer.context();
    return room != null && demand.input() + asked > room
        ? context("has room for %d tokens, and this takes about %d", room, demand.input() + asked)
        : null;
  }

  private static Misfit context(String detail, long most, long asked) {
    return new Misfit(Exclusion.Reason.CONTEXT, detail.formatted(most, asked));
  }
}

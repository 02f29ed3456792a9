package io.auterity.workflow.engine;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.driver.RepetitionFacts;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks up what is known of a call now: where it may go is asked each time, as it may change. */
record RepetitionLookup(Repeatability repeatability, Catalogue catalogue) {

  /**
   * What is known of a call.
   *
   * @param aim read only where it matters where the call goes; null where that is not known
   * @param input read only where it matters; null where it cannot be prepared
   */
  RepetitionFacts of(
      TenantScope scope,
      String capability,
      Supplier<Repeatability.@Nullable Aim> aim,
      Supplier<@Nullable Json> input) {
    CallIdempotency found = repeatability.of(scope, capability, aim);
    Optional<Capability> known = catalogue.find(capability);
    boolean refused =
        found instanceof CallIdempotency.Anywhere
            && known.filter(one -> expects(one, input)).isPresent();
    return new RepetitionFacts(
        refused ? new CallIdempotency.Nowhere() : found,
        known.filter(one -> one.effect() != Effect.NONE).isPresent());
  }

  // A write that was applied is refused when it is repeated, as what it expects holds no more.
  private static boolean expects(Capability capability, Supplier<@Nullable Json> given) {
    return capability.effect() == Effect.IDEMPOTENT
        && given.get() instanceof Json.Obj input
        && capability.effect(name -> gives(input, name)) != Effect.IDEMPOTENT;
  }

  private static boolean gives(Json.Obj input, String name) {
    return input.get(name) != null && !(input.get(name) instanceof Json.Null);
  }
}

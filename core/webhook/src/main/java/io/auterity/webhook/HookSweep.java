package io.auterity.webhook;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes hooks at a vendor, as far as there is time.
 *
 * @param act on whose behalf
 */
record HookSweep(VendorHooks vendor, TenantScope scope, AuditedAct act, Patience patience) {

  /** How long something may still take. */
  @FunctionalInterface
  interface Patience {
    Duration left();

    /** The same, and no longer than another. */
    default Patience within(Patience other) {
      return () -> {
        Duration one = left();
        Duration two = other.left();
        return one.compareTo(two) < 0 ? one : two;
      };
    }
  }

  /** Removes all that a vendor has of a webhook; why it may still have something. */
  @Nullable Failure all(String provider, HookRegistration told) {
    Failure strayed = strays(provider, told);
    Failure failure = these(provider, told.all());
    return failure == null ? strayed : failure;
  }

  /** Removes what may be at the vendor under the address that is wanted; why it may still be. */
  @Nullable Failure strays(String provider, HookRegistration told) {
    String address = told.stray();
    if (address == null) {
      return null;
    }
    try {
      VendorHooks.Place place = new VendorHooks.Place(provider, told.repository());
      return these(provider, vendor.at(scope, act, place, address, patience));
    } catch (CallFailedException e) {
      return e.failure();
    }
  }

  /** Removes hooks; why one of them may still be there. */
  @Nullable Failure these(String provider, List<String> hooks) {
    Failure last = null;
    for (String hook : hooks) {
      Duration left = patience.left();
      Failure failure =
          left.isPositive()
              ? vendor.remove(scope, act, provider, hook, left)
              : Failure.of(FailureCode.TIMEOUT, "its vendor has taken too long already");
      last = failure == null ? last : failure;
    }
    return last;
  }
}

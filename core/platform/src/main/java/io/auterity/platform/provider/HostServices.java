package io.auterity.platform.provider;

import io.auterity.platform.call.PlatformCause;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the platform's store serves to one instance of a connector. A failure of the store reaches
 * the host again through the connector's code, so it is remembered for the thread that runs the
 * code; what the connector made itself is told from it by that.
 */
final class HostServices {

  private static final Set<FailureCode> PASSING =
      EnumSet.of(FailureCode.UNAVAILABLE, FailureCode.TIMEOUT);

  private final ThreadLocal<@Nullable Failure> told = ThreadLocal.withInitial(() -> null);

  /** Asks the store. */
  <T> T serve(Supplier<T> store) {
    try {
      return store.get();
    } catch (CallFailedException e) {
      if (PASSING.contains(e.failure().code())) {
        told.set(e.failure());
      }
      throw e;
    }
  }

  /**
   * A failure out of the connector's code: with its cause in the platform if it has one there, and
   * with no other mark of the host.
   */
  Failure judged(Failure failure) {
    Failure plain = InjectedMark.off(PlatformCause.off(failure));
    return plain.equals(told.get()) ? PlatformCause.STORE.on(plain) : plain;
  }

  /** The connector's code has ended on this thread. */
  void forget() {
    told.remove();
  }
}

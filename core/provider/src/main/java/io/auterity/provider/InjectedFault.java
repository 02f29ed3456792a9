package io.auterity.provider;

import io.auterity.platform.call.HostField;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a provider's spec asks for, so that examples and tests can watch it. It is marked,
 * so that it is told from those that a connector ran into.
 *
 * @param capability null for all
 * @param until first moment at which it is over
 */
public record InjectedFault(@Nullable String capability, Instant from, Instant until, String code) {

  private static final HostField MARK = new HostField("injected");

  /** Whether an attempt fails that begins at this moment. */
  public boolean hits(String called, Instant now) {
    return (capability == null || capability.equals(called))
        && !now.isBefore(from)
        && now.isBefore(until);
  }

  /** The failure of such an attempt. */
  public CallFailedException failed() {
    FailureCode failureCode = FailureCode.valueOf(code.toUpperCase(Locale.ROOT));
    Failure failure =
        Failure.of(failureCode, "injected until %s, as spec.faults asks".formatted(until))
            .withOrigin(Origin.VENDOR);
    return new CallFailedException(marked(failure));
  }

  /** The failure as one that was asked for. */
  public static Failure marked(Failure failure) {
    return MARK.attach(failure, "true");
  }

  /** Whether the failure of an attempt was asked for. */
  public static boolean isMarked(Failure failure) {
    return MARK.read(failure) != null;
  }

  /** The failure without the mark, which a connector cannot set. */
  public static Failure unmarked(Failure failure) {
    return MARK.strip(failure);
  }
}

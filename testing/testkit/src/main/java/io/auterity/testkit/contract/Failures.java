package io.auterity.testkit.contract;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Looks at how a call failed. */
public final class Failures {

  private Failures() {}

  /** The failure of {@code action}, which must fail with {@code code}. */
  public static Failure expect(FailureCode code, ThrowingCallable action) {
    CallFailedException thrown = Assertions.catchThrowableOfType(CallFailedException.class, action);
    Assertions.assertThat(thrown).as("fails with %s", code.wire()).isNotNull();
    Assertions.assertThat(thrown.failure().code()).as(thrown.getMessage()).isEqualTo(code);
    return thrown.failure();
  }

  /** The one field for which {@code action} is refused as invalid. */
  public static String field(ThrowingCallable action) {
    Failure failure = expect(FailureCode.INVALID, action);
    Assertions.assertThat(failure.fields()).as(failure.message()).hasSize(1);
    return failure.fields().keySet().iterator().next();
  }

  /** The failure of {@code action}, if it fails. */
  public static Optional<Failure> of(Runnable action) {
    try {
      action.run();
      return Optional.empty();
    } catch (CallFailedException e) {
      return Optional.of(e.failure());
    }
  }
}

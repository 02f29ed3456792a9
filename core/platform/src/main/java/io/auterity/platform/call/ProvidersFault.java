package io.auterity.platform.call;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;

/**
 * Maps the failure of an attempt to the failure that its caller is told. A vendor that refuses a
 * credential refuses the provider's, never the caller's: to them the provider is unavailable until
 * it is mended. What its configuration does not allow is told as it is. The decision keeps what the
 * vendor said.
 */
public final class ProvidersFault {

  /** The field of a failure that says that the request went without the credential. */
  public static final String BARE = "unsigned";

  private static final String STATUS = "status";

  /** The failure of an attempt as its caller is told it. */
  public static Failure told(Failure failure) {
    return switch (failure.code()) {
      case UNAUTHENTICATED -> unavailable(failure, "the credential of the provider was refused: ");
      case FORBIDDEN ->
          failure.origin() == Origin.VENDOR
              ? unavailable(failure, "the provider may not do this: ")
              : failure;
      default -> failure;
    };
  }

  /**
   * The same at doors that tell the origin of a failure: what a vendor's answer forbids is
   * forbidden there, and the origin says by whom; it is about this input, and no outage.
   */
  public static Failure toldWithOrigin(Failure failure) {
    return failure.code() == FailureCode.FORBIDDEN && failure.fields().containsKey(STATUS)
        ? failure.withMessage(by(failure) + failure.message()).withOrigin(Origin.VENDOR)
        : told(failure);
  }

  private static String by(Failure failure) {
    return failure.fields().containsKey(BARE)
        ? "the vendor forbids it: "
        : "the vendor forbids it to the provider's credential: ";
  }

  private static Failure unavailable(Failure failure, String why) {
    return new Failure(
        FailureCode.UNAVAILABLE,
        false,
        failure.applied(),
        failure.retryAfter(),
        why + failure.message(),
        failure.fields(),
        Origin.VENDOR);
  }
}

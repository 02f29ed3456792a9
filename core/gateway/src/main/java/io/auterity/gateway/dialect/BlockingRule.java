package io.auterity.gateway.dialect;

import io.auterity.platform.call.CallGuard;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * The guardrail that ended a call. Each dialect names it in a field of its error that the vendor
 * does not have, and that the vendor's clients pass on unread.
 */
public final class BlockingRule {

  /** Name of the field. */
  public static final String FIELD = CallGuard.FIELD;

  /** Its id; null when a failure has another reason. */
  public static @Nullable String of(Failure failure) {
    return failure.code() == FailureCode.CONTENT_REFUSED ? failure.fields().get(FIELD) : null;
  }
}

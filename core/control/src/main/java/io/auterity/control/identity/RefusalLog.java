package io.auterity.control.identity;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells why somebody was not let in: whoever runs this server learns all of it, and who is not
 * signed in nothing of how issuers are reached.
 */
final class RefusalLog {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

  private RefusalLog() {}

  /** An attempt whose refusal is told. */
  static <T> T told(TenantScope scope, String issuer, Supplier<T> attempt) {
    try {
      return asked(scope, issuer, attempt);
    } catch (CallFailedException e) {
      LOG.info(
          "{}: sign-in by '{}' refused, {}: {}",
          scope,
          issuer,
          SignInRefusal.code(e),
          e.failure().message());
      throw e;
    }
  }

  /** What an issuer is asked for. */
  static <T> T asked(TenantScope scope, String issuer, Supplier<T> attempt) {
    try {
      return attempt.get();
    } catch (CallFailedException e) {
      if (e.failure().fields().containsKey(SignInRefusal.FIELD)) {
        throw e;
      }
      LOG.warn("{}: issuer '{}' cannot be asked: {}", scope, issuer, e.failure().message());
      throw SignInRefusal.ISSUER_AWAY.failed();
    }
  }
}

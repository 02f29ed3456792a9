package io.auterity.control.identity;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.People;
import io.auterity.control.identity.SignIns.From;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of sign-in refusals: each is counted by its code and logged, and what is no accident
 * stands in the tenant's audit log. The operator of this server learns all of it, and a caller who
 * is not signed in nothing of how issuers are reached.
 */
final class RefusalLog {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final String TOKEN = "token_";
  private static final Set<String> AUDITED =
      Set.of(
          SignInRefusal.MIX_UP.code(),
          SignInRefusal.LINKED.code(),
          SignInRefusal.OTHER_ROLES.code());

  private final AccessAudit audit;
  private final MeterRegistry meters;
  private final AddressCounts waits;

  RefusalLog(AccessAudit audit, MeterRegistry meters, Time time) {
    this.audit = audit;
    this.meters = meters;
    this.waits = new AddressCounts(time);
  }

  /** A sign-in attempt of a user of whom nothing is known yet. */
  <T> T counted(Supplier<T> attempt) {
    try {
      return attempt.get();
    } catch (CallFailedException e) {
      Counter.builder("auterity.signin.refused")
          .description("Sign-ins with accounts of outside issuers that were refused")
          .tag("code", SignInRefusal.code(e))
          .register(meters)
          .increment();
      throw e;
    }
  }

  /** The part of it by which a tenant and its issuer are known. */
  <T> T told(TenantScope scope, String issuer, From from, Supplier<T> attempt) {
    try {
      return asked(scope, issuer, attempt);
    } catch (CallFailedException e) {
      String code = SignInRefusal.code(e);
      LOG.info("{}: sign-in by '{}' refused, {}: {}", scope, issuer, code, e.failure().message());
      if (AUDITED.contains(code)
          || code.startsWith(TOKEN)
          || isNewWait(code, scope, issuer, from)) {
        audit(scope, issuer, from, code + ": " + e.failure().message());
      }
      throw e;
    }
  }

  // An address that goes on for a minute is audited once.
  private boolean isNewWait(String code, TenantScope scope, String issuer, From from) {
    return code.equals(SignInRefusal.TOO_MANY.code())
        && waits.of(scope, issuer, from.address()).getAndIncrement() == 0;
  }

  /** The refusal of a user whom no rule lets in. */
  CallFailedException noRole(TenantScope scope, People.Seen seen, From from) {
    String who = "%s at %s".formatted(seen.subject(), seen.issuer());
    audit(scope, seen.way(), from, "no rule gives a role to " + who);
    return SignInRefusal.NO_ROLE.failed();
  }

  // They are kept out even where the log does not take it.
  private void audit(TenantScope scope, String issuer, From from, String reason) {
    AuditedAct act =
        new AuditedAct(AuditedAct.UNKNOWN_CALLER, from.address(), "sign_in", from.request());
    try {
      audit.violation(scope, act, IssuerKind.NAME + "/" + issuer, reason);
    } catch (CallFailedException e) {
      LOG.warn("{}: a refused sign-in is not audited: {}", scope, e.failure().message());
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

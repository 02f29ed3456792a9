package io.auterity.control.identity;

import io.auterity.control.identity.SignIns.Answer;
import io.auterity.control.identity.SignIns.Begun;
import io.auterity.control.identity.SignIns.From;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends browsers to issuers, and knows them again when they come back: by what they keep sealed, so
 * that no browser finishes the sign-in of another.
 */
final class SignInRedirects {

  /** As many as an office whose people come by one address begins at once. */
  private static final int AT_MOST = 100;

  private final Issuers issuers;
  private final PendingSeal seal;
  private final RefusalLog refusals;
  private final Time time;
  private final RandomGenerator random;
  private final AddressCounts begun;

  SignInRedirects(
      Issuers issuers, PendingSeal seal, RefusalLog refusals, Time time, RandomGenerator random) {
    this.issuers = issuers;
    this.seal = seal;
    this.refusals = refusals;
    this.time = time;
    this.random = random;
    this.begun = new AddressCounts(time);
  }

  /**
   * One that begins now.
   *
   * @param callback address of the callback, below which each issuer has its own
   */
  PendingSignIn fresh(TenantScope scope, String issuer, String callback, @Nullable String next) {
    return PendingSignIn.fresh(
        issuer, callback + "/" + at(scope, issuer), next, time.now(), random);
  }

  /**
   * Where an issuer sends people back, below the callback. Were it one address for all, an issuer
   * could send people on to another tenant's and have the code of that brought to itself.
   */
  static String at(TenantScope scope, String issuer) {
    return TenantScope.ID.write(scope.tenant()) + "/" + issuer;
  }

  /**
   * Where the browser goes, and what it keeps. Nothing is kept here of those who never come back.
   *
   * @param tenant its name
   */
  Begun begin(TenantScope scope, String tenant, PendingSignIn pending, From from) {
    IssuerConnection connection = issuers.required(scope, pending.issuer());
    if (!connection.issuer().redirects()) {
      throw SignInRefusal.NO_ISSUER.failed();
    }
    return refusals.told(
        scope,
        pending.issuer(),
        from,
        () -> {
          if (begun.of(scope, pending.issuer(), from.address()).incrementAndGet() > AT_MOST) {
            throw SignInRefusal.TOO_MANY.failed();
          }
          PendingSignIn kept = pending.begunAt(from.origin());
          return new Begun(connection.authorize(kept), seal.seal(scope, tenant, kept));
        });
  }

  /**
   * What the browser that comes back has begun, under the host where it began.
   *
   * @param cookie what it kept; null when it has none
   */
  PendingSeal.Opened back(@Nullable String cookie, Answer answer, From from) {
    String state = answer.state();
    return Optional.ofNullable(cookie)
        .filter(each -> state != null && PendingSignIn.isState(state))
        .flatMap(seal::open)
        .filter(each -> each.pending().isGood(time.now()))
        .filter(each -> same(each.pending().state(), state))
        .filter(each -> each.pending().mayEndAt(from.origin()))
        .orElseThrow(SignInRefusal.STATE::failed);
  }

  private static boolean same(String expected, @Nullable String told) {
    return told != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), told.getBytes(StandardCharsets.UTF_8));
  }
}

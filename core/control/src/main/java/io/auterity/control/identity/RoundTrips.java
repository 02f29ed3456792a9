package io.auterity.control.identity;

import io.auterity.control.identity.SignIns.Answer;
import io.auterity.control.identity.SignIns.Begun;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.WireId;
import io.auterity.platform.time.Time;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends browsers to issuers, and knows them again when they come back: by what they keep sealed, so
 * that nobody finishes in another's.
 */
final class RoundTrips {

  private final Issuers issuers;
  private final PendingSeal seal;
  private final Time time;
  private final RandomGenerator random;

  RoundTrips(Issuers issuers, PendingSeal seal, Time time, RandomGenerator random) {
    this.issuers = issuers;
    this.seal = seal;
    this.time = time;
    this.random = random;
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
    return WireId.TENANT.write(scope.tenant()) + "/" + issuer;
  }

  /**
   * Where the browser goes, and what it keeps.
   *
   * @param tenant its name
   */
  Begun begin(TenantScope scope, String tenant, PendingSignIn pending) {
    IssuerConnection connection = issuers.required(scope, pending.issuer());
    if (!connection.issuer().redirects()) {
      throw SignInRefusal.NO_ISSUER.failed();
    }
    String cookie = seal.seal(scope, tenant, pending);
    URI authorize = RefusalLog.asked(scope, pending.issuer(), () -> connection.authorize(pending));
    return new Begun(authorize, cookie);
  }

  /**
   * What the browser that comes back has begun.
   *
   * @param cookie what it kept; null when it has none
   */
  PendingSeal.Opened back(@Nullable String cookie, Answer answer) {
    String state = answer.state();
    return Optional.ofNullable(cookie)
        .filter(each -> state != null && PendingSignIn.isState(state))
        .flatMap(seal::open)
        .filter(each -> each.pending().isGood(time.now()))
        .filter(each -> same(each.pending().state(), state))
        .orElseThrow(SignInRefusal.STATE::failed);
  }

  private static boolean same(String expected, @Nullable String told) {
    return told != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), told.getBytes(StandardCharsets.UTF_8));
  }
}

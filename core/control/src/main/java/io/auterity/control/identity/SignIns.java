package io.auterity.control.identity;

import io.auterity.control.access.Access;
import io.auterity.control.access.People;
import io.auterity.control.access.Sessions;
import io.auterity.control.identity.store.SignInTickets;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.time.Time;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Opens sessions for people whose identity an issuer of their tenant confirms. */
public final class SignIns {

  private final Access access;
  private final Issuers issuers;
  private final SignInRedirects trips;
  private final IdentityVerifier identityVerifier;
  private final RefusalLog refusals;

  public SignIns(
      Access access,
      Issuers issuers,
      SignInTickets tickets,
      ContentSeal seal,
      Ids ids,
      Time time,
      RandomGenerator random,
      MeterRegistry meters) {
    this.access = access;
    this.issuers = issuers;
    this.identityVerifier = new IdentityVerifier(issuers, tickets, time);
    this.refusals = new RefusalLog(access.audit(), meters, time);
    this.trips =
        new SignInRedirects(
            issuers, new PendingSeal(access.tenants(), seal, ids), refusals, time, random);
  }

  /** The links of accounts to people who have signed in. */
  public AccountLinks links() {
    return new AccountLinks(access, trips, identityVerifier, refusals);
  }

  /**
   * A way to sign in.
   *
   * @param issuer id of the resource
   * @param preset whose sign it may bear, e.g. {@code google}
   */
  public record Way(String issuer, String name, String preset) {}

  /**
   * What was begun.
   *
   * @param authorize where the browser goes
   * @param cookie what it keeps until it comes back, which is good for ten minutes
   */
  public record Begun(URI authorize, String cookie) {
    @Override
    public String toString() {
      return "sign-in";
    }
  }

  /**
   * Where a request comes from, and what it is.
   *
   * @param origin scheme, host and port under which it reached this server
   */
  public record From(String address, String request, String origin) {}

  /**
   * The result of a sign-in.
   *
   * @param next a path of this server
   */
  public record Finished(Authenticated caller, Sessions.Issued session, String next) {}

  /**
   * The answer with which an issuer sent a user back.
   *
   * @param at what came after the address of the callback, which is each issuer's own
   */
  public record Answer(
      String at,
      @Nullable String state,
      @Nullable String code,
      @Nullable String error,
      @Nullable String issuer) {
    @Override
    public String toString() {
      return "answer of an issuer";
    }
  }

  /** The ways of a tenant; none of one that is not there. */
  public List<Way> ways(String tenant) {
    return access.tenants().named(tenant).map(issuers::usable).orElse(List.of()).stream()
        .map(IssuerConnection::issuer)
        .filter(Issuer::redirects)
        .map(each -> new Way(each.id(), each.label(), each.preset().wire()))
        .toList();
  }

  /**
   * Begins.
   *
   * @param callback address of the callback, below which each issuer has its own
   * @param next where the console goes on; anything but a path of it is not heeded
   */
  public Begun begin(
      String tenant, String issuer, String callback, @Nullable String next, From from) {
    return refusals.counted(
        () -> {
          TenantScope scope = scope(tenant);
          return trips.begin(scope, tenant, trips.fresh(scope, issuer, callback, next), from);
        });
  }

  private TenantScope scope(String tenant) {
    return access.tenants().named(tenant).orElseThrow(SignInRefusal.NO_ISSUER::failed);
  }

  /** The tenant that a cookie names, for the page that tells what went wrong. */
  public static String tenant(@Nullable String cookie) {
    return PendingSeal.tenant(cookie);
  }

  /**
   * Finishes what this browser has begun.
   *
   * @param cookie what it kept; null when it has none
   */
  public Finished finish(@Nullable String cookie, Answer answer, From from) {
    return refusals.counted(() -> finished(cookie, answer, from));
  }

  private Finished finished(@Nullable String cookie, Answer answer, From from) {
    PendingSeal.Opened opened = trips.back(cookie, answer, from);
    TenantScope scope = opened.scope();
    PendingSignIn pending = opened.pending();
    if (pending.person() != null) {
      throw SignInRefusal.STATE.failed();
    }
    return refusals.told(
        scope,
        pending.issuer(),
        from,
        () -> entered(scope, identityVerifier.seen(opened, answer, from), pending.next(), from));
  }

  /** Signs in a user who shows a token that a page of their tenant got: Firebase's. */
  public Finished show(String tenant, String issuer, String token, From from) {
    return refusals.counted(() -> shown(tenant, issuer, token, from));
  }

  private Finished shown(String tenant, String issuer, String token, From from) {
    TenantScope scope = scope(tenant);
    IssuerConnection connection = issuers.required(scope, issuer);
    if (connection.issuer().redirects()) {
      throw SignInRefusal.NO_ISSUER.failed();
    }
    return refusals.told(
        scope,
        issuer,
        from,
        () -> entered(scope, identityVerifier.seen(scope, connection, token, from), "/", from));
  }

  private Finished entered(TenantScope scope, People.Seen seen, String next, From from) {
    if (seen.roles().isEmpty()) {
      access.people().keepOut(scope, seen, from.address(), from.request());
      throw refusals.noRole(scope, seen, from);
    }
    Authenticated caller =
        access
            .people()
            .admit(scope, seen, from.address(), from.request())
            .orElseThrow(SignInRefusal.OTHER_ROLES::failed);
    return new Finished(caller, access.sessions().open(caller), next);
  }
}

package io.auterity.control.identity;

import io.auterity.control.access.Access;
import io.auterity.control.access.People;
import io.auterity.control.identity.SignIns.Answer;
import io.auterity.control.identity.SignIns.Begun;
import io.auterity.control.identity.SignIns.From;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential.SessionToken;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Links accounts to people, who sign in with both in one session: it ends where it began, for whom
 * it began.
 */
public final class AccountLinks {

  private final Access access;
  private final SignInRedirects trips;
  private final IdentityVerifier identityVerifier;
  private final RefusalLog refusals;

  AccountLinks(
      Access access,
      SignInRedirects trips,
      IdentityVerifier identityVerifier,
      RefusalLog refusals) {
    this.access = access;
    this.trips = trips;
    this.identityVerifier = identityVerifier;
    this.refusals = refusals;
  }

  /** Whether what comes back with that state links an account, and is finished by its person. */
  public static boolean owns(@Nullable String state) {
    return state != null && PendingSignIn.isOfLink(state);
  }

  /** Begins to link another identity to the person who asks. */
  public Begun begin(
      Authenticated caller,
      SessionToken session,
      String issuer,
      String callback,
      @Nullable String next,
      From from) {
    return refusals.counted(() -> begun(caller, session, issuer, callback, next, from));
  }

  private Begun begun(
      Authenticated caller,
      SessionToken session,
      String issuer,
      String callback,
      @Nullable String next,
      From from) {
    byte[] digest = access.people().session(caller, session);
    PendingSignIn pending =
        trips
            .fresh(caller.scope(), issuer, callback, next)
            .linking(caller.principal().id(), digest);
    return trips.begin(caller.scope(), access.tenants().name(caller.scope()), pending, from);
  }

  /**
   * Finishes to link an account, for the person and in the session that began it.
   *
   * @param cookie what the browser kept; null when it has none
   * @return where the console goes on, a path of this server
   */
  public String finish(
      Authenticated caller,
      SessionToken session,
      @Nullable String cookie,
      Answer answer,
      From from) {
    return refusals.counted(() -> finished(caller, session, cookie, answer, from));
  }

  private String finished(
      Authenticated caller,
      SessionToken session,
      @Nullable String cookie,
      Answer answer,
      From from) {
    byte[] digest = access.people().session(caller, session);
    PendingSeal.Opened opened = trips.back(cookie, answer, from);
    PendingSignIn pending = opened.pending();
    boolean own =
        opened.scope().equals(caller.scope())
            && caller.principal().id().equals(pending.person())
            && HexFormat.of().formatHex(digest).equals(pending.session());
    if (!own) {
      throw SignInRefusal.STATE.because("another session asked for it");
    }
    refusals.told(
        caller.scope(),
        pending.issuer(),
        from,
        () -> linked(caller, identityVerifier.seen(opened, answer, from), from));
    return pending.next();
  }

  private Authenticated linked(Authenticated caller, People.Seen seen, From from) {
    if (seen.roles().isEmpty()) {
      throw refusals.noRole(caller.scope(), seen, from);
    }
    if (!access.people().givesTheSame(caller.scope(), caller.principal().id(), seen)) {
      throw SignInRefusal.OTHER_ROLES.failed();
    }
    return access
        .people()
        .link(caller.scope(), caller.principal().id(), seen, from.address(), from.request())
        .orElseThrow(SignInRefusal.LINKED::failed);
  }
}

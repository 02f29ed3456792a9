package io.auterity.control.identity;

import io.auterity.control.access.People;
import io.auterity.control.identity.SignIns.Answer;
import io.auterity.control.identity.SignIns.From;
import io.auterity.control.identity.store.SignInTickets;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.time.Time;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Verifies with issuers the identity of a user who brings a code or a token of theirs. Each is good
 * once, and no token of an issuer is kept.
 */
final class IdentityVerifier {

  private static final Duration TOKEN_KEPT = Duration.ofHours(2);
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,60}");

  private final Issuers issuers;
  private final SignInTickets tickets;
  private final Time time;
  private final WrongAttempts wrong;

  IdentityVerifier(Issuers issuers, SignInTickets tickets, Time time) {
    this.issuers = issuers;
    this.tickets = tickets;
    this.time = time;
    this.wrong = new WrongAttempts(time);
  }

  /** The verified identity of a user who came back with an answer. */
  People.Seen seen(PendingSeal.Opened opened, Answer answer, From from) {
    TenantScope scope = opened.scope();
    PendingSignIn pending = opened.pending();
    IssuerConnection connection = issuers.required(scope, pending.issuer());
    wrong.counting(
        scope,
        pending.issuer(),
        from.address(),
        () -> {
          requireOwn(opened, connection, answer);
          return true;
        });
    String code = code(answer);
    return wrong.counting(
        scope,
        pending.issuer(),
        from.address(),
        () -> {
          use(scope, pending.state(), PendingSignIn.GOOD_FOR);
          return seen(connection, connection.claims(pending, code));
        });
  }

  // An attacker who had the answer of one issuer taken for that of another would have its codes.
  private static void requireOwn(
      PendingSeal.Opened opened, IssuerConnection connection, Answer answer) {
    if (!SignInRedirects.at(opened.scope(), opened.pending().issuer()).equals(answer.at())) {
      throw SignInRefusal.MIX_UP.because("it came back to the address of another");
    }
    String told = answer.issuer();
    boolean other = told != null && !told.equals(connection.issuer().issuer());
    if (other || (told == null && connection.namesItself())) {
      throw SignInRefusal.MIX_UP.failed();
    }
  }

  private static String code(Answer answer) {
    String code = answer.code();
    if (answer.error() != null || code == null) {
      throw SignInRefusal.DENIED.because(
          answer.error() != null && ERROR.matcher(answer.error()).matches()
              ? answer.error()
              : "it gave no code");
    }
    return code;
  }

  /** The verified identity of a user who shows a token which they got by themselves. */
  People.Seen seen(TenantScope scope, IssuerConnection connection, String token, From from) {
    return wrong.counting(
        scope,
        connection.issuer().id(),
        from.address(),
        () -> {
          Json.Obj claims = connection.claims(token);
          use(scope, IdTokens.signed(token), TOKEN_KEPT);
          return seen(connection, claims);
        });
  }

  private void use(TenantScope scope, String once, Duration kept) {
    Instant until = time.now().plus(kept);
    if (!tickets.use(scope, Sha256.of(once), until)) {
      throw SignInRefusal.USED.failed();
    }
  }

  private static People.Seen seen(IssuerConnection connection, Json.Obj claims) {
    Issuer issuer = connection.issuer();
    String name = claims.text("name");
    String email = claims.text("email");
    String subject = String.valueOf(claims.text("sub"));
    String shown = name != null && !name.isBlank() ? name : email == null ? subject : email;
    return new People.Seen(
        issuer.id(),
        issuer.issuer(),
        subject,
        shown,
        RoleRules.address(claims),
        issuer.rules().roles(claims),
        connection.standing());
  }
}

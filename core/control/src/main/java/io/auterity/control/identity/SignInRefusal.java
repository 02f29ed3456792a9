package io.auterity.control.identity;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reason why a sign-in is refused; each has its own sentence on the sign-in page. */
public enum SignInRefusal {
  /** There is no such issuer; nothing tells whether there is such a tenant. */
  NO_ISSUER(FailureCode.NOT_FOUND, "there is no such way to sign in here"),
  STATE(
      FailureCode.INVALID, "this browser did not begin that sign-in, or too long ago: begin again"),
  USED(FailureCode.INVALID, "that sign-in was finished already: begin again"),
  DENIED(FailureCode.FORBIDDEN, "the issuer did not let you in"),
  MIX_UP(FailureCode.FORBIDDEN, "another issuer answered than the one that was asked"),
  TOKEN(FailureCode.FORBIDDEN, "what the issuer gave cannot be taken"),
  NO_ROLE(
      FailureCode.FORBIDDEN,
      "no rule of this tenant gives this account a role: ask an administrator of the tenant"),
  LINKED(FailureCode.CONFLICT, "this account belongs to another person here already"),
  OTHER_ROLES(
      FailureCode.FORBIDDEN,
      "accounts of one person have the same roles here, and these have others: ask an administrator"
          + " of the tenant"),
  CHANGED(FailureCode.CONFLICT, "the issuer was changed meanwhile: begin again"),
  /** The installation is to blame, and not the user who signs in. */
  ISSUER_CLIENT(
      FailureCode.UNAVAILABLE,
      "the issuer does not take this installation's client: tell an administrator of the tenant"),
  ISSUER_AWAY(FailureCode.UNAVAILABLE, "the issuer cannot be asked now: try again"),
  TOO_MANY(FailureCode.RATE_LIMITED, "too many sign-ins come from here: wait a minute");

  /** Field of a failure that holds the code. */
  public static final String FIELD = "signIn";

  private static final int UNAUTHORIZED = 401;
  private static final Set<Integer> AWAY = Set.of(408, 425, 429);
  private static final Set<String> BUSY =
      Set.of("temporarily_unavailable", "server_error", "slow_down");
  private static final Set<String> OF_CLIENT =
      Set.of(
          "incorrect_client_credentials",
          "invalid_client",
          "invalid_scope",
          "redirect_uri_mismatch",
          "unauthorized_client",
          "unsupported_grant_type");
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,60}");

  private final FailureCode failure;
  private final String message;

  SignInRefusal(FailureCode failure, String message) {
    this.failure = failure;
    this.message = message;
  }

  /** Its stable name, e.g. {@code no_role}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  CallFailedException failed() {
    return failed(code(), message);
  }

  /** The same for a reason that is better known. */
  CallFailedException because(String why) {
    return failed(code(), message + ": " + why);
  }

  /** A token that is not taken. */
  static CallFailedException of(TokenFlaw flaw) {
    return TOKEN.failed(flaw.code(), "the token of the issuer is not taken: " + flaw.reason());
  }

  /**
   * An issuer that gives nothing for a code.
   *
   * @param host whose it is
   * @param error its own code (RFC 6749, section 5.2); null where it says none
   */
  static CallFailedException ofExchange(String host, int status, @Nullable String error) {
    String known = error != null && ERROR.matcher(error).matches() ? error : null;
    String why =
        "%s answered %d%s".formatted(host, status, known == null ? "" : ", '" + known + "'");
    if (status >= 500 || AWAY.contains(status) || (known != null && BUSY.contains(known))) {
      return ISSUER_AWAY.because(why);
    }
    boolean client = known == null ? status == UNAUTHORIZED : OF_CLIENT.contains(known);
    return (client ? ISSUER_CLIENT : DENIED).because(why);
  }

  private CallFailedException failed(String code, String text) {
    Failure told = Failure.of(failure, text).withFields(Map.of(FIELD, code));
    return new CallFailedException(
        this == TOO_MANY ? told.withRetryAfter(AddressCounts.WINDOW) : told);
  }

  /** The code of a refusal, also of a failure that is none of these. */
  public static String code(CallFailedException e) {
    return e.failure().fields().getOrDefault(FIELD, ISSUER_AWAY.code());
  }
}

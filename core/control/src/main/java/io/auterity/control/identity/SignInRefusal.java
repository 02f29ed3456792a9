package io.auterity.control.identity;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Locale;
import java.util.Map;

/** Why somebody is not let in; each has its own sentence on the sign-in page. */
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
  LINKED(FailureCode.CONFLICT, "this account belongs to somebody here already"),
  OTHER_ROLES(
      FailureCode.FORBIDDEN,
      "accounts of one person have the same roles here, and these have others: ask an administrator"
          + " of the tenant"),
  ISSUER_AWAY(FailureCode.UNAVAILABLE, "the issuer cannot be asked now: try again"),
  TOO_MANY(FailureCode.RATE_LIMITED, "too many sign-ins from here went wrong: wait a minute");

  /** Field of a failure that holds the code. */
  public static final String FIELD = "signIn";

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

  private CallFailedException failed(String code, String text) {
    return new CallFailedException(Failure.of(failure, text).withFields(Map.of(FIELD, code)));
  }

  /** The code of what kept somebody out, also of a failure that is none of these. */
  public static String code(CallFailedException e) {
    return e.failure().fields().getOrDefault(FIELD, ISSUER_AWAY.code());
  }
}

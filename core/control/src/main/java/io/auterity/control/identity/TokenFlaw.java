package io.auterity.control.identity;

import java.util.Locale;

/** The reason why an ID token (JWT) is refused. */
public enum TokenFlaw {
  MALFORMED("it is no signed token of three parts"),
  ALGORITHM("it is signed in another way than this issuer's tokens are"),
  HEADER("its header asks for what is not understood here"),
  UNKNOWN_KEY("no key of the issuer has signed it"),
  SIGNATURE("its signature does not fit"),
  ISSUER("another issuer gave it"),
  AUDIENCE("it was given to another client"),
  SUBJECT("it does not say whom it is about"),
  EXPIRED("its time is over"),
  NOT_YET("its time has not begun"),
  TOO_OLD("it was given too long ago"),
  NONCE("it was not given for this sign-in"),
  ACCESS_TOKEN("it belongs to another access token");

  private final String reason;

  TokenFlaw(String reason) {
    this.reason = reason;
  }

  /** Its stable name, e.g. {@code token_expired}. */
  public String code() {
    return "token_" + name().toLowerCase(Locale.ROOT);
  }

  /** Part of a sentence that begins with the token. */
  public String reason() {
    return reason;
  }
}

package io.auterity.control.identity;

import io.auterity.spi.Json;

/** The verdict on an ID token. */
sealed interface TokenVerdict {

  /**
   * It is the issuer's.
   *
   * @param claims all that it says
   */
  record Taken(Json.Obj claims) implements TokenVerdict {
    @Override
    public String toString() {
      return "taken";
    }
  }

  /** It is not taken. */
  record Refused(TokenFlaw flaw) implements TokenVerdict {}
}

package io.auterity.platform.transport;

import io.auterity.platform.digest.Sha256;
import java.util.Base64;
import java.util.Map;

/**
 * Proves that the client that exchanges a code is the one that asked for it (RFC 7636, {@code
 * S256}).
 *
 * @param text 43 characters at least that cannot be guessed
 */
public record CodeVerifier(String text) {

  /** Adds to a request for a code what tells nothing of this, and what this must fit later. */
  public void challenge(Map<String, String> query) {
    query.put(
        "code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(text)));
    query.put("code_challenge_method", "S256");
  }

  /** Adds the proof to the exchange of a code. */
  public void prove(Map<String, String> form) {
    form.put("code_verifier", text);
  }

  /** Without it, as it may be told. */
  @Override
  public String toString() {
    return "a code's verifier";
  }
}

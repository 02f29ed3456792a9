package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proof of who exchanges a code. */
class CodeVerifierTest {

  private final CodeVerifier verifier =
      new CodeVerifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

  @Test
  void theChallengeIsThatOfTheStandardsExample() {
    Map<String, String> query = new HashMap<>();

    verifier.challenge(query);

    assertThat(query)
        .containsOnly(
            Map.entry("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
            Map.entry("code_challenge_method", "S256"));
  }

  @Test
  void theVerifierIsToldInTheExchangeAloneAndInNoText() {
    Map<String, String> form = new HashMap<>();

    verifier.prove(form);

    assertThat(form).containsOnly(Map.entry("code_verifier", verifier.text()));
    assertThat(verifier).asString().doesNotContain(verifier.text());
  }
}

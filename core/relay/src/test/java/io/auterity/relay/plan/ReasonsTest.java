package io.auterity.relay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.route.Calls;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReasonsTest {

  private static final Exclusion OTHER_MODEL =
      new Exclusion(Exclusion.Reason.MODEL, List.of("local"), "does not offer gpt-4o");
  private static final Exclusion AWAY =
      new Exclusion(
          Exclusion.Reason.NOT_CONNECTED, List.of("openai/gpt-4o", "azure/gpt-4o"), "is away");

  @Test
  void whatMattersComesWithThoseOfWhomItIsTrueBehindIt() {
    Reasons reasons = new Reasons(Calls.chat("gpt-4o", Map.of()));

    reasons.add(List.of(OTHER_MODEL, AWAY));

    assertThat(reasons.told()).containsExactly("is away (openai/gpt-4o, azure/gpt-4o)");
  }

  @Test
  void thatAModelIsNotOfferedIsToldWhereThatIsAll() {
    Reasons reasons = new Reasons(Calls.chat("gpt-4o", Map.of()));

    reasons.add(List.of(OTHER_MODEL));

    assertThat(reasons.told()).containsExactly("does not offer gpt-4o (local)");
  }

  @Test
  void whatAKeyMayNotUseIsNotNamedToIt() {
    Reasons reasons = new Reasons(Calls.chatOfKeyFor(List.of("openai/*"), "gpt-4o"));

    reasons.add("its breaker is open", "azure/gpt-4o");
    reasons.add(
        List.of(AWAY, new Exclusion(Exclusion.Reason.KEY, List.of("secret/gpt-4o"), "not yours")));

    assertThat(reasons.told()).containsExactly("its breaker is open", "is away (openai/gpt-4o)");
  }
}

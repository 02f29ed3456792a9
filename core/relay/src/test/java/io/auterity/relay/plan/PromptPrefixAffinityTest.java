package io.auterity.relay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PromptPrefixAffinityTest {

  private final PromptPrefixAffinity memory = new PromptPrefixAffinity(6);

  @Test
  void theLongestBeginningThatIsKnownDecides() {
    memory.asked(tenant(1), new long[] {1, 2}, "a");
    memory.asked(tenant(1), new long[] {1, 2, 3}, "b");

    assertThat(memory.known(tenant(1), new long[] {1, 2, 3, 4})).isEqualTo("b");
    assertThat(memory.known(tenant(1), new long[] {1, 2, 9})).isEqualTo("a");
    assertThat(memory.known(tenant(1), new long[] {9})).isEmpty();
    assertThat(memory.known(tenant(2), new long[] {1, 2})).isEmpty();
  }

  @Test
  void theTenantThatAskedLongestAgoIsForgottenFirst() {
    for (int i = 1; i <= 3; i++) {
      memory.asked(tenant(i), new long[] {1, 2}, "a");
    }
    assertThat(memory.known(tenant(1), new long[] {1})).isEqualTo("a");

    memory.asked(tenant(4), new long[] {1, 2}, "a");

    assertThat(memory.known(tenant(1), new long[] {1})).isEqualTo("a");
    assertThat(memory.known(tenant(2), new long[] {1})).isEmpty();
    assertThat(memory.known(tenant(3), new long[] {1})).isEqualTo("a");
    assertThat(memory.known(tenant(4), new long[] {2})).isEqualTo("a");
  }

  @Test
  void aTenantAloneIsNotForgottenForItsOwnSake() {
    for (long i = 0; i < 50; i++) {
      memory.asked(tenant(1), new long[] {i}, "a");
    }

    assertThat(memory.known(tenant(1), new long[] {0})).isEqualTo("a");
  }

  @Test
  void oneTenantKnowsItsLatestBeginningsOnly() {
    PromptPrefixAffinity roomy = new PromptPrefixAffinity();

    for (long i = 0; i <= 20_000; i++) {
      roomy.asked(tenant(1), new long[] {i}, "a");
    }

    assertThat(roomy.known(tenant(1), new long[] {0})).isEmpty();
    assertThat(roomy.known(tenant(1), new long[] {1})).isEqualTo("a");
  }

  private static TenantScope tenant(int number) {
    return TenantScope.recovered(new UUID(0, number));
  }
}

package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.transport.GrantDetails;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.provider.life.ProviderCredential.GivenTokens;
import io.auterity.provider.life.ProviderCredential.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderCredentialTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void itIsConnectedWithTokensOfWhatWasAgreedTo() {
    assertThat(state(null)).isEqualTo(State.UNCONNECTED);
    assertThat(state(kept("mine", null, 60))).isEqualTo(State.CONNECTED);
    assertThat(state(kept("another", "refresh", 60))).isEqualTo(State.CHANGED);
  }

  @Test
  void itIsLostWhereNobodyRenewsWhatHasExpired() {
    assertThat(state(kept("mine", "refresh", 0))).isEqualTo(State.CONNECTED);
    assertThat(state(kept("mine", null, 0))).isEqualTo(State.LOST);
    assertThat(state(kept("mine", "refresh", 60).asLost())).isEqualTo(State.LOST);
  }

  @Test
  void tokensOfASecretRenewThemselves() {
    assertThat(GivenTokens.of(kept("mine", null, 60), false).renews()).isTrue();
    assertThat(GivenTokens.of(kept("mine", null, 60), true).renews()).isFalse();
    assertThat(GivenTokens.of(kept("mine", "refresh", 60), true).renews()).isTrue();
  }

  private static State state(@Nullable Kept kept) {
    return ProviderCredential.agreed(kept, "mine", NOW);
  }

  private static Kept kept(String identity, @Nullable String refresh, long lasts) {
    return new Kept(
        identity, "access", refresh, NOW, NOW.plusSeconds(lasts), false, GrantDetails.of(NOW));
  }
}

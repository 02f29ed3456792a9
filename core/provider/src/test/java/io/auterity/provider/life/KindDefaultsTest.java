package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.SampleProvider;
import io.auterity.provider.life.KindDefaults.Known;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which provider is the default of its kind. */
class KindDefaultsTest {

  private static ProviderInfo of(String id, String kind, State state) {
    return SampleProvider.of(id, kind, "connector").state(state).build();
  }

  private final ProviderInfo chat = of("chat", "messaging", State.CONNECTED);
  private final ProviderInfo slack = of("slack", "messaging", State.CONNECTED);
  private final ProviderInfo forge = of("forge", "git", State.CONNECTED);

  private static List<String> defaults(Known known, ProviderInfo... providers) {
    return known.mark(List.of(providers)).stream()
        .filter(one -> one.defaultOf() != null)
        .map(one -> one.defaultOf() + " " + one.id())
        .toList();
  }

  @Test
  void whereNothingWasSaidItIsTheOldestOfEachKindThatIsUsed() {
    Known known = new Known(Map.of(), List.of("slack", "chat", "forge"));

    assertThat(defaults(known, chat, forge, slack)).containsExactly("git forge", "messaging slack");
    assertThat(defaults(known, chat, of("slack", "messaging", State.DISABLED)))
        .containsExactly("messaging chat");
    assertThat(defaults(new Known(Map.of(), List.of("chat")), chat, slack))
        .containsExactly("messaging chat");
  }

  @Test
  void whatWasSaidGoesBeforeAgeAndStaysWhereThatIsGone() {
    Known known = new Known(Map.of("messaging", "slack"), List.of("chat", "slack"));

    assertThat(defaults(known, chat, slack)).containsExactly("messaging slack");
    assertThat(defaults(known, chat, of("teams", "messaging", State.CONNECTED))).isEmpty();
  }

  @Test
  void oneWithoutItsPluginStaysTheDefaultAndOneOfAnotherKindDoesNot() {
    Known known = new Known(Map.of("messaging", "slack"), List.of("chat", "slack"));

    assertThat(defaults(known, chat, of("slack", "", State.ERROR)))
        .containsExactly("messaging slack");
    assertThat(defaults(known, chat, of("slack", "tracker", State.CONNECTED)))
        .containsExactly("tracker slack");
  }
}

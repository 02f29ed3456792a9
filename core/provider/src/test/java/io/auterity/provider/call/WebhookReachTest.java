package io.auterity.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.provider.plugin.LooseConnector;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookToken;
import io.auterity.spi.Webhooks;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReachTest {

  private static final WebhookToken TOKEN =
      new WebhookToken(
          "authorization", "Bearer ", URI.create("https://keys.test/jwk"), "chat", "me");

  private static Webhooks of(String egress) {
    Webhooks own =
        new Webhooks() {
          @Override
          public String scheme() {
            return "jwt";
          }

          @Override
          public Optional<WebhookToken> token() {
            return Optional.of(TOKEN);
          }

          @Override
          public WebhookReading read(WebhookDelivery delivery) {
            throw new AssertionError("nothing is read");
          }
        };
    return LooseInstance.of(LooseConnector.sent(List.of("api.test", egress), own))
        .webhooks()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys.test", "keys.test:443"})
  void keysAreAtAHostToWhichTheProviderGoes(String egress) {
    assertThat(of(egress).token()).contains(TOKEN);
  }

  @Test
  void keysAtAnotherHostAreRefused() {
    for (String egress : List.of("other.test", "keys.test:8443")) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> of(egress).token())
          .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.FORBIDDEN))
          .withMessageContaining("does not go to keys.test");
    }
  }
}

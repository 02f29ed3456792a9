package io.auterity.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookToken;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryRecordTest {

  private static final String TOKEN = "e.y.J";

  @ParameterizedTest
  @ValueSource(strings = {"authorization", "x-proof", "X-Goog-Assertion", "user-agent"})
  void theHeaderOfAVendorsTokenIsNotKeptWhateverItsName(String header) {
    WebhookToken token =
        new WebhookToken(header, "", URI.create("https://keys.test/jwk"), "chat", "me");
    WebhookDelivery.Sent sent =
        new WebhookDelivery.Sent(
            "POST", "", Map.of(), Map.of(token.header(), TOKEN, "x-id", "d-1"), new byte[0]);

    DeliveryRecord all = DeliveryRecord.of(sent, Optional.empty(), token);
    DeliveryRecord read =
        DeliveryRecord.of(sent, Optional.of(Set.of(token.header(), "x-id")), token);

    assertThat(all.sent().headers()).isEqualTo(Map.of("x-id", "d-1"));
    assertThat(read.sent().headers()).isEqualTo(Map.of("x-id", "d-1"));
    assertThat(all.shownHeaders()).isEqualTo(Map.of("x-id", "d-1"));
  }
}

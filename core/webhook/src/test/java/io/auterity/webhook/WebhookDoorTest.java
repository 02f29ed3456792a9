package io.auterity.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookReading.KnownBy;
import io.auterity.spi.Webhooks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhookDoorTest {

  private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
  private static final WebhookDelivery.Sent SENT =
      new WebhookDelivery.Sent("POST", "", Map.of(), Map.of(), new byte[0]);
  private static final KnownBy BY = new KnownBy("1", null);
  private static final WebhookReading.Event HELLO =
      new WebhookReading.Event("hello", null, null, Json.EMPTY);

  /** A reader that takes everything, whether it bears a valid token or not. */
  private record Careless(WebhookReading reading) implements Webhooks {
    @Override
    public String scheme() {
      return "jwt";
    }

    @Override
    public WebhookReading read(WebhookDelivery delivery) {
      return reading;
    }
  }

  private static WebhookReading read(WebhookReading reading, Optional<String> flaw) {
    return WebhookDoor.read(new Careless(reading), SENT, flaw, NOW);
  }

  @Test
  void whatBearsNoValidTokenIsRefusedWhateverItsReaderSays() {
    WebhookReading events = new WebhookReading.Events(BY, List.of(HELLO), null, null);
    WebhookReading unknown = new WebhookReading.Unknown(BY, "it is no JSON");
    WebhookReading own = new WebhookReading.Refused("it bears no valid token");

    assertThat(List.of(events, unknown, own))
        .allSatisfy(
            reading ->
                assertThat(read(reading, Optional.of("its time is over")))
                    .isEqualTo(new WebhookReading.Refused("its time is over")));
  }

  @Test
  void aHandshakeNeedsNoTokenAndAValidOneIsLeftToItsReader() {
    WebhookReading handshake = new WebhookReading.Handshake(Json.of("hello"), Map.of(), null);
    WebhookReading unknown = new WebhookReading.Unknown(BY, "it is no JSON");

    assertThat(read(handshake, Optional.of("its time is over"))).isEqualTo(handshake);
    assertThat(read(unknown, Optional.empty())).isEqualTo(unknown);
  }
}

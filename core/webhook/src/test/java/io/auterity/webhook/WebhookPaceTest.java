package io.auterity.webhook;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhookPaceTest {

  private static final UUID ONE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private long nanos;

  private final WebhookPace pace =
      new WebhookPace(
          new Time() {
            @Override
            public Instant now() {
              return Instant.EPOCH;
            }

            @Override
            public long nanos() {
              return nanos;
            }
          });

  private void admit(int times) {
    for (int i = 0; i < times; i++) {
      pace.admit(ONE);
    }
  }

  @Test
  void afterItsBurstAFloodIsToldToSlowDownAndOthersAreNot() {
    admit(WebhookPace.BURST);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> pace.admit(ONE))
        .withMessageContaining("20 deliveries a second");
    pace.admit(OTHER);
  }

  @Test
  void aHundredWebhooksOfOneTenantSlowDownNoOther() {
    for (int i = 0; i < WebhookPace.BURST_OF_TENANT; i++) {
      pace.admit(ONE, new UUID(1, i % 100));
    }

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> pace.admit(ONE, new UUID(2, 0)))
        .withMessageContaining("200 deliveries a second to the webhooks of a tenant");
    pace.admit(OTHER, new UUID(3, 0));
  }

  @Test
  void itGoesOnAtItsPace() {
    admit(WebhookPace.BURST);
    nanos = 1_000_000_000L;

    admit(WebhookPace.A_SECOND);

    assertThatExceptionOfType(CallFailedException.class).isThrownBy(() -> pace.admit(ONE));
  }
}

package io.auterity.server.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InboundPlacesTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final TenantScope ours = TenantScope.authenticated(UUID.randomUUID());
  private final TenantScope theirs = TenantScope.authenticated(UUID.randomUUID());
  private final InboundPlaces places = new InboundPlaces(3, 2);

  @Test
  void aTenantHasNoMoreThanItsOwn() {
    places.take(ours, LONG);
    places.take(ours, LONG);

    refuses(ours);
    places.take(theirs, Duration.ZERO);
  }

  @Test
  void allTogetherHaveNoMoreThanThereAre() {
    places.take(ours, LONG);
    places.take(ours, LONG);
    places.take(theirs, LONG);

    refuses(theirs);
  }

  @Test
  void whoWaitsGetsThePlaceOfWhoGoes() {
    places.take(ours, LONG);
    InboundPlaces.Place going = places.take(ours, LONG);
    CompletableFuture<InboundPlaces.Place> waiting =
        CompletableFuture.supplyAsync(() -> places.take(ours, LONG), Thread::startVirtualThread);

    going.close();

    waiting.join().close();
    places.take(ours, Duration.ZERO);
    refuses(ours);
  }

  private void refuses(TenantScope tenant) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> places.take(tenant, Duration.ZERO))
        .satisfies(
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.SATURATED);
              assertThat(e.failure().message()).contains("run fewer at one time");
            });
  }
}

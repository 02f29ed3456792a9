package io.auterity.server.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.time.ManualTime;
import io.auterity.server.probe.ProbePlaces.Place;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProbePlacesTest {

  private final ManualTime time = new ManualTime();
  private final ProbePlaces places = new ProbePlaces(time);

  private Place take(UUID tenant) {
    return places.take(tenant, UUID.randomUUID());
  }

  @Test
  void oneTenantLeavesPlacesToOthers() {
    UUID busy = UUID.randomUUID();
    Place first = take(busy);
    Place _ = take(busy);

    assertThatThrownBy(() -> take(busy))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("2 drafts of this tenant");
    assertThatCode(() -> take(UUID.randomUUID())).doesNotThrowAnyException();

    first.close();
    first.close();
    assertThatCode(() -> take(busy)).doesNotThrowAnyException();
    assertThatThrownBy(() -> take(busy)).isInstanceOf(CallFailedException.class);
  }

  @Test
  void allTenantsTogetherHaveAnEnd() {
    Place last = take(UUID.randomUUID());
    for (int i = 1; i < ProbePlaces.ALL; i++) {
      Place _ = take(UUID.randomUUID());
    }

    assertThatThrownBy(() -> take(UUID.randomUUID()))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("16 drafts are tested");

    last.close();
    assertThatCode(() -> take(UUID.randomUUID())).doesNotThrowAnyException();
  }

  @Test
  void oneCallerTestsSoManyInAMinute() {
    UUID tenant = UUID.randomUUID();
    UUID caller = UUID.randomUUID();
    for (int i = 0; i < ProbePlaces.OF_CALLER; i++) {
      places.take(tenant, caller).close();
    }
    time.advance(Duration.ofSeconds(20));

    assertThatThrownBy(() -> places.take(tenant, caller))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().retryAfter()).isEqualTo(Duration.ofSeconds(40)));
    assertThatCode(() -> take(tenant).close()).doesNotThrowAnyException();

    time.advance(Duration.ofSeconds(40));
    assertThatCode(() -> places.take(tenant, caller)).doesNotThrowAnyException();
  }

  @Test
  void aServerThatStopsEndsWhatIsTested() {
    Place place = take(UUID.randomUUID());
    Place ended = take(UUID.randomUUID());
    ended.close();

    places.close();

    assertThat(place.hangup().happened()).isTrue();
    assertThat(ended.hangup().happened()).isFalse();
    assertThatThrownBy(() -> take(UUID.randomUUID())).hasMessageContaining("stops");
  }
}

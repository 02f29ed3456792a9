package io.auterity.server.probe;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.server.probe.ProbePlaces.Place;
import io.auterity.spi.CallFailedException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProbePlacesTest {

  private final ProbePlaces places = new ProbePlaces();

  @Test
  void oneTenantLeavesPlacesToOthers() {
    UUID busy = UUID.randomUUID();
    Place first = places.take(busy);
    Place _ = places.take(busy);

    assertThatThrownBy(() -> places.take(busy))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("2 drafts of this tenant");
    assertThatCode(() -> places.take(UUID.randomUUID())).doesNotThrowAnyException();

    first.close();
    assertThatCode(() -> places.take(busy)).doesNotThrowAnyException();
  }

  @Test
  void allTenantsTogetherHaveAnEnd() {
    Place last = places.take(UUID.randomUUID());
    for (int i = 1; i < ProbePlaces.ALL; i++) {
      Place _ = places.take(UUID.randomUUID());
    }

    assertThatThrownBy(() -> places.take(UUID.randomUUID()))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("16 drafts are tested");

    last.close();
    assertThatCode(() -> places.take(UUID.randomUUID())).doesNotThrowAnyException();
  }
}

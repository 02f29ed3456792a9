package io.auterity.server.behalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.OnBehalf.Asked;
import org.junit.jupiter.api.Test;

class BehalfKeysTest {

  private static final Asked ONE =
      new Asked("tracker.issue.create", Json.EMPTY.with("title", Json.of("One")));
  private static final Asked OTHER =
      new Asked("tracker.issue.create", Json.EMPTY.with("title", Json.of("Other")));

  private final BehalfKeys first = new BehalfKeys("run/step/0", "builds");

  @Test
  void aRepetitionAsksUnderTheSameKeysInWhateverOrder() {
    String one = first.of(ONE);
    String other = first.of(OTHER);
    BehalfKeys again = new BehalfKeys("run/step/0", "builds");

    assertThat(again.of(OTHER)).isEqualTo(other).isNotEqualTo(one);
    assertThat(again.of(ONE)).isEqualTo(one);
  }

  @Test
  void theSameAskedTwiceAreTwoActs() {
    assertThat(first.of(ONE)).isNotEqualTo(first.of(ONE));
  }

  @Test
  void otherCallsAndOtherProvidersHaveOtherKeys() {
    assertThat(first.of(ONE))
        .isNotEqualTo(new BehalfKeys("run/step/1", "builds").of(ONE))
        .isNotEqualTo(new BehalfKeys("run/step/0", "other").of(ONE));
  }

  @Test
  void aCallWithoutAKeyGivesNone() {
    assertThat(new BehalfKeys(null, "builds").of(ONE)).isNull();
  }
}

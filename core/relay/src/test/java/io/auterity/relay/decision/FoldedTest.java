package io.auterity.relay.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.DataClass;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FoldedTest {

  @Test
  void keepsWhatIsSmall() {
    assertThat(Folded.of(Json.of("x"), DataClass.CUSTOMER)).isEqualTo(new Folded("\"x\"", 3, null));
  }

  @Test
  void keepsNothingOfPersonalDataOrSecrets() {
    assertThat(Folded.of(Json.of("x"), DataClass.PERSONAL).json()).isNull();
    assertThat(Folded.of(Json.of("x"), DataClass.SECRET).json()).isNull();
  }

  @Property(tries = 50)
  void cutsWhatIsLargeBetweenCharacters(@ForAll @IntRange(min = 1, max = 4) int width) {
    String[] samples = {"a", "é", "€", "😀"};
    String text = samples[width - 1].repeat(40_000 / width);

    Folded folded = Folded.of(Json.of(text), DataClass.CUSTOMER);

    String kept = text(folded.json());
    assertThat(kept.getBytes(StandardCharsets.UTF_8).length)
        .isBetween(Folded.LARGEST - 8, Folded.LARGEST);
    assertThat(new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(kept);
    assertThat(folded.note()).isEqualTo("cut at 16384 bytes");
  }

  private static String text(@Nullable String json) {
    return String.valueOf(json);
  }
}

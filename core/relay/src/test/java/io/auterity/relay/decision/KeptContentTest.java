package io.auterity.relay.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.DataClass;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class KeptContentTest {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().addModule(new KeptContentJson()).build();

  @Test
  void keepsWhatIsSmall() {
    assertThat(KeptContent.of(Json.of("x"), DataClass.CUSTOMER))
        .isEqualTo(new KeptContent("\"x\"", 3, null));
  }

  @Test
  void keepsNothingOfPersonalDataOrSecrets() {
    assertThat(KeptContent.of(Json.of("x"), DataClass.PERSONAL).json()).isNull();
    assertThat(KeptContent.of(Json.of("x"), DataClass.SECRET).json()).isNull();
  }

  @Test
  void isStoredAndReadAsItIs() {
    Json.Obj object =
        Json.EMPTY
            .with("text", Json.of("\"quoted\" \\ \ud83d\ude00 \ud83d"))
            .with("n", Json.of(0.5));
    for (Json value :
        List.of(object, Json.EMPTY, Json.of("{not an object"), Json.of(1), Json.NULL)) {
      KeptContent whole = KeptContent.of(value, DataClass.CUSTOMER);
      assertThat(stored(whole)).isEqualTo(whole);
    }
    KeptContent cut =
        KeptContent.of(object.with("long", Json.of("x".repeat(20_000))), DataClass.CUSTOMER);
    assertThat(stored(cut)).isEqualTo(cut);
    assertThat(stored(KeptContent.NOT_KEPT)).isEqualTo(KeptContent.NOT_KEPT);
  }

  @Test
  void anObjectStandsInTheDecisionWithoutEscapes() {
    KeptContent whole = KeptContent.of(Json.EMPTY.with("text", Json.of("a")), DataClass.CUSTOMER);

    assertThat(MAPPER.writeValueAsString(whole))
        .isEqualTo("{\"json\":{\"text\":\"a\"},\"bytes\":12}");
  }

  private static KeptContent stored(KeptContent folded) {
    return MAPPER.readValue(MAPPER.writeValueAsBytes(folded), KeptContent.class);
  }

  @Property(tries = 50)
  void cutsWhatIsLargeBetweenCharacters(@ForAll @IntRange(min = 1, max = 4) int width) {
    String[] samples = {"a", "é", "€", "😀"};
    String text = samples[width - 1].repeat(40_000 / width);

    KeptContent folded = KeptContent.of(Json.of(text), DataClass.CUSTOMER);

    String kept = text(folded.json());
    assertThat(kept.getBytes(StandardCharsets.UTF_8).length)
        .isBetween(KeptContent.LARGEST - 8, KeptContent.LARGEST);
    assertThat(new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(kept);
    assertThat(folded.note()).isEqualTo("cut at 16384 bytes");
  }

  private static String text(@Nullable String json) {
    return String.valueOf(json);
  }
}

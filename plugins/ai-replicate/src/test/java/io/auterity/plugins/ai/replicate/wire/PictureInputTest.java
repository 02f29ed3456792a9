package io.auterity.plugins.ai.replicate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.testkit.contract.Failures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PictureInputTest {

  @Test
  void wishesGoByTheNamesThatMostModelsKnow() {
    ImageStyle style = new ImageStyle(2, "1024x768", null, null, "jpeg", null);

    assertThat(PictureInput.of(request(style, Json.EMPTY.with("seed", Json.of(7)))))
        .hasToString(
            "{\"prompt\":\"A cat.\",\"num_outputs\":2,\"width\":1024,\"height\":768,"
                + "\"output_format\":\"jpg\",\"seed\":7}");
  }

  @Test
  void whatIsUsualIsNotSaid() {
    ImageStyle style = new ImageStyle(1, "auto", null, null, null, null);

    assertThat(PictureInput.of(request(style, null))).hasToString("{\"prompt\":\"A cat.\"}");
    assertThat(PictureInput.of(request(null, null))).hasToString("{\"prompt\":\"A cat.\"}");
  }

  @Test
  void namesWhatItCannotTell() {
    assertThat(refused(new ImageStyle(0, null, null, null, null, null))).isEqualTo("style.count");
    assertThat(refused(new ImageStyle(null, "big", null, null, null, null)))
        .isEqualTo("style.size");
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> PictureInput.of(request(new ImageStyle(null, null, "high", null, null, null), null)));
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () ->
            PictureInput.of(
                request(new ImageStyle(null, null, null, "transparent", null, null), null)));
    assertThat(
            Failures.field(
                () -> PictureInput.of(request(null, Json.EMPTY.with("num_outputs", Json.of(9))))))
        .isEqualTo("extra.replicate.num_outputs");
    assertThat(Failures.field(() -> PictureInput.of(new ImageRequest("a/b", " ", null, null))))
        .isEqualTo("prompt");
  }

  private static String refused(ImageStyle style) {
    return Failures.field(() -> PictureInput.of(request(style, null)));
  }

  private static ImageRequest request(@Nullable ImageStyle style, Json.@Nullable Obj own) {
    return new ImageRequest("a/b", "A cat.", style, Extra.of("replicate", own));
  }
}

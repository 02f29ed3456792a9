package io.auterity.plugins.ai.bedrock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By the examples of AWS's "Inference request parameters and response fields". */
class InvokedImageTest {

  private static final String CANVAS = "amazon.nova-canvas-v1:0";
  private static final String ULTRA = "stability.stable-image-ultra-v1:1";

  @Test
  void asksAmazonForPicturesOfASize() {
    ImageStyle style = new ImageStyle(3, "1280x720", "hd", null, null, null);

    assertThat(sent(CANVAS, style, null))
        .isEqualTo(
            json(
                "{'taskType':'TEXT_IMAGE','textToImageParams':{'text':'A cat.'},"
                    + "'imageGenerationConfig':{'numberOfImages':3,'width':1280,'height':720,"
                    + "'quality':'premium'}}"));
    assertThat(request(CANVAS, style, null).uri().getPath())
        .isEqualTo("/model/" + CANVAS + "/invoke");
  }

  @Test
  void asksStabilityForAPictureOfAShape() {
    ImageStyle style = new ImageStyle(1, "1920x1080", null, null, "jpeg", null);

    assertThat(sent(ULTRA, style, null))
        .isEqualTo(json("{'prompt':'A cat.','output_format':'jpeg','aspect_ratio':'16:9'}"));
    assertThat(sent("us." + ULTRA, null, null))
        .isEqualTo(json("{'prompt':'A cat.','output_format':'png'}"));
  }

  @Test
  void joinsFurtherFieldsButTheCount() {
    Json.Obj more =
        json("{'textToImageParams':{'text':'A dog.'},'imageGenerationConfig':{'seed':7}}");

    assertThat(sent("amazon.titan-image-generator-v2:0", null, more))
        .isEqualTo(
            json(
                "{'taskType':'TEXT_IMAGE','textToImageParams':{'text':'A dog.'},"
                    + "'imageGenerationConfig':{'numberOfImages':1,'seed':7}}"));
    Json.Obj count = json("{'imageGenerationConfig':{'numberOfImages':5}}");
    assertThat(Failures.field(() -> sent(CANVAS, null, count)))
        .isEqualTo("extra.bedrock.imageGenerationConfig.numberOfImages");
  }

  @Test
  void readsPictures() {
    Images made = decode(CANVAS, null, "{'images':['iVBORw==','iVBORw=='],'error':null}");

    assertThat(made.images())
        .hasSize(2)
        .allSatisfy(
            one ->
                assertThat(one.content())
                    .isEqualTo(Content.of("image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G'})));
    assertThat(made.usage().quantities()).isEqualTo(Map.of(MediaUnit.IMAGES, 2L));
    ImageStyle jpeg = new ImageStyle(null, null, null, null, "jpeg", null);
    assertThat(
            decode(ULTRA, jpeg, "{'images':['/9j/'],'seeds':[1],'finish_reasons':[null]}")
                .images()
                .getFirst()
                .content())
        .isEqualTo(Content.of("image/jpeg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'images':[],'error':'All of the generated images have been blocked.'} | CONTENT_REFUSED
          {'images':['AAAA'],'finish_reasons':['Filter reason: output image']}   | CONTENT_REFUSED
          {'images':[],'finish_reasons':['Inference error']}                     | UNAVAILABLE
          {'images':[]}                                                          | UNAVAILABLE
          {'images':[1]}                                                         | UNAVAILABLE
          {'images':['?']}                                                       | UNAVAILABLE
          """)
  void tellsWhyThereIsNone(String reply, FailureCode code) {
    Failures.expect(code, () -> decode(ULTRA, null, reply));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anthropic.claude-v2",
        "stability.stable-image-control-sketch-v1:0",
        "amazon.titan-embed-text-v2:0"
      })
  void leavesOtherModelsToOthers(String model) {
    Failures.expect(FailureCode.UNSUPPORTED, () -> sent(model, null, null));
  }

  @Test
  void refusesWhatTheMakersCannotDraw() {
    assertThat(
            Failures.field(
                () -> InvokedImage.of(RecordedBedrock.ENDPOINT, asked(null, null, null))))
        .isEqualTo("model");
    Failures.expect(FailureCode.UNSUPPORTED, () -> sent(CANVAS, counted(6), null));
    Failures.expect(FailureCode.UNSUPPORTED, () -> sent(ULTRA, counted(2), null));
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> sent(ULTRA, new ImageStyle(null, "1000x300", null, null, null, null), null));
    assertThat(
            Failures.field(
                () -> sent(CANVAS, new ImageStyle(null, "large", null, null, null, null), null)))
        .isEqualTo("style.size");
  }

  @Test
  void tellsWhatIsLost() {
    ImageStyle all = new ImageStyle(1, "1024x1024", "medium", "transparent", "jpeg", true);

    assertThat(InvokedImage.lost(asked(CANVAS, all, null)))
        .containsExactly("style.quality", "style.background", "style.format", "style.addresses");
    assertThat(InvokedImage.lost(asked(ULTRA, all, null)))
        .containsExactly("style.size", "style.quality", "style.background", "style.addresses");
    ImageStyle usual = new ImageStyle(1, "auto", "auto", "auto", "png", false);
    assertThat(InvokedImage.lost(asked(ULTRA, usual, null))).isEmpty();
    assertThat(InvokedImage.lost(asked(CANVAS, null, null))).isEmpty();
  }

  private static ImageStyle counted(int count) {
    return new ImageStyle(count, null, null, null, null, null);
  }

  private static ImageRequest asked(
      @Nullable String model, @Nullable ImageStyle style, Json.@Nullable Obj more) {
    return new ImageRequest(model, "A cat.", style, Extra.of("bedrock", more));
  }

  private static WireRequest request(
      String model, @Nullable ImageStyle style, Json.@Nullable Obj more) {
    ImageRequest asked = asked(model, style, more);
    return InvokedImage.of(RecordedBedrock.ENDPOINT, asked).encode(asked);
  }

  private static Json sent(String model, @Nullable ImageStyle style, Json.@Nullable Obj more) {
    return JsonUtf8.read(request(model, style, more).body());
  }

  private static Images decode(String model, @Nullable ImageStyle style, String reply) {
    return InvokedImage.of(RecordedBedrock.ENDPOINT, asked(model, style, null))
        .decode(RecordedBedrock.reply(reply.replace('\'', '"')));
  }

  private static Json.Obj json(String text) {
    return (Json.Obj) JsonUtf8.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}

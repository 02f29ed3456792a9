package io.auterity.plugins.ai.google.wire;

import static io.auterity.plugins.ai.google.wire.RecordedGoogle.json;
import static io.auterity.plugins.ai.google.wire.RecordedGoogle.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By the vendor's description of {@code predict} with Imagen. */
class ImagenCodecTest {

  private static final String MODEL = "imagen-4.0-generate-001";

  private final ImagenCodec gemini = new ImagenCodec(RecordedGoogle.GEMINI);
  private final ImagenCodec vertex = new ImagenCodec(RecordedGoogle.VERTEX);

  @Test
  void asksForPicturesOfAShape() {
    ImageStyle style = new ImageStyle(3, "1920x1080", null, null, "jpeg", null);

    assertThat(sent(style, null))
        .isEqualTo(
            object(
                "{'instances':[{'prompt':'A cat.'}],'parameters':{'sampleCount':3,"
                    + "'includeRaiReason':true,'aspectRatio':'16:9',"
                    + "'outputOptions':{'mimeType':'image/jpeg'}}}"));
    assertThat(gemini.encode(asked(null, null)).uri().getPath())
        .isEqualTo("/v1beta/models/" + MODEL + ":predict");
    assertThat(vertex.encode(asked(null, null)).uri().getPath())
        .isEqualTo(
            "/v1/projects/p-1/locations/global/publishers/google/models/" + MODEL + ":predict");
  }

  @Test
  void asksForOneWhereNoneSaysHowMany() {
    Json.Obj more = object("{'parameters':{'negativePrompt':'dogs'},'labels':{'a':'b'}}");

    assertThat(sent(null, more))
        .isEqualTo(
            object(
                "{'instances':[{'prompt':'A cat.'}],'parameters':{'sampleCount':1,"
                    + "'includeRaiReason':true,'negativePrompt':'dogs'},'labels':{'a':'b'}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'parameters':{'sampleCount':4}}             | extra.gemini.parameters.sampleCount
          {'parameters':{'storageUri':'gs://b/'}}      | extra.gemini.parameters.storageUri
          {'parameters':1}                             | extra.gemini.parameters
          {'instances':[{'prompt':'1'},{'prompt':'2'}]} | extra.gemini.instances
          """)
  void furtherFieldsRaiseNeitherTheCostNorHideThePictures(String more, String field) {
    assertThat(Failures.field(() -> sent(null, object(more)))).isEqualTo(field);
  }

  @Test
  void refusesWhatItDoesNotDraw() {
    Failures.expect(
        FailureCode.UNSUPPORTED, () -> sent(new ImageStyle(5, null, null, null, null, null), null));
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> sent(new ImageStyle(null, "1536x1024", null, null, null, null), null));
    Failures.expect(
        FailureCode.INVALID,
        () -> sent(new ImageStyle(null, "large", null, null, null, null), null));
  }

  @Test
  void readsPictures() {
    Images made = gemini.decode(json(RecordedGoogle.IMAGEN_REPLY));

    assertThat(made.images())
        .extracting(one -> one.content() == null ? "" : one.content().mediaType())
        .containsExactly("image/png", "image/jpeg");
    assertThat(made.images().getFirst().revisedPrompt()).isEqualTo("A grey cat.");
    assertThat(made.images().getFirst().content())
        .satisfies(png -> assertThat(png.bytes()).containsExactly(0x89, 'P', 'N', 'G'));
    assertThat(made.usage().quantities()).isEqualTo(Map.of(MediaUnit.IMAGES, 2L));
  }

  @Test
  void billsThoseOnlyThatWereNotFiltered() {
    Images made =
        gemini.decode(
            json(
                "{'predictions':[{'raiFilteredReason':'Blocked.'},"
                    + "{'bytesBase64Encoded':'iVBORw=='}]}"));

    assertThat(made.usage().quantities()).isEqualTo(Map.of(MediaUnit.IMAGES, 1L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'predictions':[{'raiFilteredReason':'Blocked, 1 of 1.'}]} | CONTENT_REFUSED
          {'predictions':[{'bytesBase64Encoded':'?'}]}               | UNAVAILABLE
          {'predictions':[]}                                         | UNAVAILABLE
          {}                                                         | UNAVAILABLE
          {'error':{'code':429,'status':'RESOURCE_EXHAUSTED'}}       | RATE_LIMITED
          """)
  void tellsWhyThereIsNone(String reply, FailureCode code) {
    Failures.expect(code, () -> gemini.decode(json(reply)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gemini-2.5-flash", "text-embedding-005", "endpoints/7"})
  void leavesOtherModelsToOthers(String model) {
    Failures.expect(FailureCode.UNSUPPORTED, () -> PictureModel.of(model));
  }

  @Test
  void knowsWhoDraws() {
    assertThat(PictureModel.of("publishers/google/models/" + MODEL)).isEqualTo(PictureModel.IMAGEN);
    assertThat(PictureModel.of("gemini-3-pro-image-preview")).isEqualTo(PictureModel.GEMINI);
    assertThat(Failures.field(() -> PictureModel.of(null))).isEqualTo("model");
  }

  private Json sent(@Nullable ImageStyle style, Json.@Nullable Obj more) {
    return JsonUtf8.read(gemini.encode(asked(style, more)).body());
  }

  private static ImageRequest asked(@Nullable ImageStyle style, Json.@Nullable Obj more) {
    return new ImageRequest(MODEL, "A cat.", style, Extra.of("gemini", more));
  }
}

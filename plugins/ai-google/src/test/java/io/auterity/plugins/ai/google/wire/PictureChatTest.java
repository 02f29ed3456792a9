package io.auterity.plugins.ai.google.wire;

import static io.auterity.plugins.ai.google.wire.RecordedGoogle.json;
import static io.auterity.plugins.ai.google.wire.RecordedGoogle.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageEdit;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.TokenUnit;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** By the vendor's description of {@code generateContent} that is answered in pictures. */
class PictureChatTest {

  private static final String MODEL = "gemini-2.5-flash-image";
  private static final String EITHER = "'responseModalities':['TEXT','IMAGE']";
  private static final Content PNG =
      Content.of("image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G'});

  private final GenerateContentCodec codec = new GenerateContentCodec(RecordedGoogle.GEMINI);

  @Test
  void asksForAPictureOfAShape() {
    ImageStyle style = new ImageStyle(1, "1536x1024", null, null, null, null);

    assertThat(sent(PictureChat.of(asked(style, null))))
        .isEqualTo(
            object(
                "{'contents':[{'role':'user','parts':[{'text':'A cat.'}]}],'generationConfig':{"
                    + EITHER
                    + ",'imageConfig':{'aspectRatio':'3:2'}}}"));
  }

  @Test
  void joinsFurtherFields() {
    Json.Obj more = object("{'generationConfig':{'imageConfig':{'imageSize':'2K'}}}");
    ImageStyle style = new ImageStyle(null, "1024x1024", null, null, null, null);

    assertThat(sent(PictureChat.of(asked(style, more))))
        .isEqualTo(
            object(
                "{'contents':[{'role':'user','parts':[{'text':'A cat.'}]}],'generationConfig':{"
                    + EITHER
                    + ",'imageConfig':{'aspectRatio':'1:1','imageSize':'2K'}}}"));
    Json.Obj count = object("{'generationConfig':{'candidateCount':4}}");
    assertThat(Failures.field(() -> sent(PictureChat.of(asked(null, count)))))
        .isEqualTo("extra.gemini.generationConfig.candidateCount");
  }

  @Test
  void sendsThePicturesToChange() {
    assertThat(sent(PictureChat.of(edit(MODEL, PNG, null))))
        .isEqualTo(
            object(
                "{'contents':[{'role':'user','parts':[{'text':'A dog.'},{'inlineData':"
                    + "{'mimeType':'image/png','data':'iVBORw=='}}]}],'generationConfig':{"
                    + EITHER
                    + "}}"));
  }

  @Test
  void refusesWhatItCannotDraw() {
    Failures.expect(FailureCode.UNSUPPORTED, () -> PictureChat.of(edit(MODEL, PNG, PNG)));
    Failures.expect(
        FailureCode.UNSUPPORTED, () -> PictureChat.of(edit("imagen-4.0-generate-001", PNG, null)));
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> PictureChat.of(asked(new ImageStyle(2, null, null, null, null, null), null)));
    Content sound = Content.of("audio/wav", new byte[1]);
    assertThat(Failures.field(() -> PictureChat.of(edit(MODEL, sound, null))))
        .isEqualTo("images[0]");
  }

  @Test
  void readsThePictureAndLeavesTheWordsOut() {
    Images made = read(RecordedGoogle.PICTURE_REPLY);

    assertThat(made.model()).isEqualTo(MODEL);
    assertThat(made.images()).extracting(Images.Made::content).containsExactly(PNG);
    assertThat(made.usage().quantities())
        .containsEntry(MediaUnit.IMAGES, 1L)
        .containsEntry(TokenUnit.IMAGE_OUTPUT.wire(), 1290L)
        .containsEntry(TokenUnit.OUTPUT.wire(), 10L);
  }

  @Test
  void wordsAloneAreNoPicture() {
    assertThat(
            Failures.expect(
                    FailureCode.UNAVAILABLE,
                    () ->
                        read(
                            "{'candidates':[{'content':{'parts':[{'text':'No.'}]},"
                                + "'finishReason':'NO_IMAGE'}]}"))
                .message())
        .contains("no pictures", "NO_IMAGE")
        .doesNotContain("No.");
  }

  @Test
  void tellsWhatIsLost() {
    ImageStyle all = new ImageStyle(1, "1024x1024", "high", "transparent", "png", true);

    assertThat(PictureChat.lost(asked(all, null)))
        .containsExactly(
            "style.size", "style.quality", "style.background", "style.format", "style.addresses");
    assertThat(PictureChat.lost(new ImageRequest("imagen-4", "A cat.", all, null)))
        .containsExactly("style.size", "style.quality", "style.background", "style.addresses");
    ImageStyle usual = new ImageStyle(1, "auto", "auto", "auto", null, false);
    assertThat(PictureChat.lost(asked(usual, null))).isEmpty();
    ImageRequest others =
        new ImageRequest(MODEL, "A cat.", null, Extra.of("openai", object("{'user':'a'}")));
    assertThat(PictureChat.lost(others)).containsExactly("extra.openai.user");
    assertThat(PictureChat.lost(edit(MODEL, PNG, null))).isEmpty();
  }

  private Images read(String reply) {
    return PictureChat.read(codec.decode(json(reply)));
  }

  private Json sent(ChatRequest chat) {
    return JsonUtf8.read(codec.encode(chat).body());
  }

  private static ImageRequest asked(@Nullable ImageStyle style, Json.@Nullable Obj more) {
    return new ImageRequest(MODEL, "A cat.", style, Extra.of("gemini", more));
  }

  private static ImageEdit edit(String model, Content image, @Nullable Content mask) {
    return new ImageEdit(model, "A dog.", List.of(image), mask, null, null);
  }
}

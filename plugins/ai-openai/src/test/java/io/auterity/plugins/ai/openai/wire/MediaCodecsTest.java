package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageEdit;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.ModerationRequest;
import io.auterity.spi.ai.Moderations;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.SpeechRequest;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.spi.ai.TranslationRequest;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.VendorSchema;
import io.auterity.toolkit.json.JsonUtf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures, sound, moderation and ranking on the wire. */
class MediaCodecsTest {

  private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

  private static final ImageStyle STYLE =
      new ImageStyle(2, "1024x1024", "high", "transparent", "webp", null);

  private static final ModerationRequest MODERATION =
      new ModerationRequest("omni-moderation-latest", List.of("one", "two"));
  private static final ImageRequest IMAGE =
      new ImageRequest(
          "gpt-image-1",
          "A cat.",
          STYLE,
          Extra.of("openai", Requests.object("{\"user\":\"ann\"}")));
  private static final ImageEdit EDIT =
      new ImageEdit(
          "gpt-image-1",
          "A dog.",
          List.of(picture(1), picture(2)),
          picture(3),
          STYLE,
          Extra.of("openai", Requests.object("{\"input_fidelity\":\"high\"}")));
  private static final TranscriptionRequest TRANSCRIPTION =
      new TranscriptionRequest(
          "whisper-1",
          Content.of("audio/wav", "hi \"there\".wav", new byte[] {1, '\r', '\n', '-', '-'}),
          "en",
          "Auterity",
          0.5,
          true,
          true,
          Extra.of("openai", Requests.object("{\"include\":[\"logprobs\"]}")));
  private static final TranslationRequest TRANSLATION =
      new TranslationRequest(
          "whisper-1", Content.of("audio/mpeg", new byte[] {1}), "Names", 0.0, null, null);
  private static final SpeechRequest SPEECH =
      new SpeechRequest("gpt-4o-mini-tts", "Hello.", "alloy", "Cheerfully.", "wav", 1.5, null);
  private static final RerankRequest RERANK =
      new RerankRequest("bge-reranker", "lunch", List.of("a", "b", "c"), 2);

  private static Content picture(int bytes) {
    return Content.of("image/png", new byte[bytes]);
  }

  @Nested
  class Moderating extends CodecContract<ModerationRequest, Moderations> {
    @Override
    protected Codec<ModerationRequest, Moderations> codec() {
      return new ModerationCodec(Recorded.OPENAI);
    }

    @Override
    protected ModerationRequest input() {
      return MODERATION;
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(MediaReplies.MODERATIONS);
    }
  }

  @Nested
  class Making extends CodecContract<ImageRequest, Images> {
    @Override
    protected Codec<ImageRequest, Images> codec() {
      return new ImageCodec(Recorded.OPENAI);
    }

    @Override
    protected ImageRequest input() {
      return IMAGE;
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(MediaReplies.IMAGES);
    }
  }

  @Nested
  class Changing extends CodecContract<ImageEdit, Images> {
    @Override
    protected Codec<ImageEdit, Images> codec() {
      return new ImageEditCodec(Recorded.OPENAI);
    }

    @Override
    protected ImageEdit input() {
      return EDIT;
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(MediaReplies.IMAGES);
    }
  }

  @Nested
  class WritingDown extends CodecContract<TranscriptionRequest, Transcription> {
    @Override
    protected Codec<TranscriptionRequest, Transcription> codec() {
      return new TranscriptionCodec(Recorded.OPENAI);
    }

    @Override
    protected TranscriptionRequest input() {
      return TRANSCRIPTION;
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(MediaReplies.TRANSCRIPT, MediaReplies.TIMED);
    }
  }

  @Nested
  class WritingDownInEnglish extends CodecContract<TranslationRequest, Transcription> {
    @Override
    protected Codec<TranslationRequest, Transcription> codec() {
      return new TranslationCodec(Recorded.OPENAI);
    }

    @Override
    protected TranslationRequest input() {
      return TRANSLATION;
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(MediaReplies.TRANSCRIPT, MediaReplies.TIMED);
    }
  }

  @Nested
  class Saying extends CodecContract<SpeechRequest, Content> {
    @Override
    protected Codec<SpeechRequest, Content> codec() {
      return new SpeechCodec(Recorded.OPENAI);
    }

    @Override
    protected SpeechRequest input() {
      return SPEECH;
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(MediaReplies.SPEECH);
    }
  }

  @Nested
  class Ranking extends CodecContract<RerankRequest, io.auterity.spi.ai.Ranking> {
    @Override
    protected Codec<RerankRequest, io.auterity.spi.ai.Ranking> codec() {
      return new RerankCodec(Recorded.OPENAI);
    }

    @Override
    protected RerankRequest input() {
      return RERANK;
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(MediaReplies.RANKING);
    }
  }

  @Test
  void everyRequestIsValidByTheVendorsDescription() throws IOException {
    VendorSchema openai = new VendorSchema("specs/openai.yaml.gz");

    assertThat(openai.errors("CreateModerationRequest", moderation().body())).isEmpty();
    assertThat(openai.errors("CreateImageRequest", image(IMAGE).body())).isEmpty();
    assertThat(openai.errors("CreateSpeechRequest", speech().body())).isEmpty();
    assertThat(openai.errors("CreateImageEditRequest", json(edit()))).isEmpty();
    assertThat(openai.errors("CreateTranscriptionRequest", json(transcription()))).isEmpty();
    assertThat(openai.errors("CreateTranslationRequest", json(translation()))).isEmpty();
    assertThat(openai.errors("CreateSpeechRequest", utf8("{'voice':1}"))).isNotEmpty();
    assertThat(openai.errors("CreateTranslationRequest", json(edit()))).isNotEmpty();
  }

  @Test
  void whatIsDecodedIsValidByTheVendorsDescription() throws IOException {
    VendorSchema openai = new VendorSchema("specs/openai.yaml.gz");

    assertThat(openai.errors("CreateModerationResponse", MediaReplies.MODERATIONS.body()))
        .isEmpty();
    assertThat(openai.errors("ImagesResponse", MediaReplies.IMAGES.body())).isEmpty();
    assertThat(openai.errors("CreateTranscriptionResponseJson", MediaReplies.TRANSCRIPT.body()))
        .isEmpty();
    assertThat(openai.errors("CreateTranscriptionResponseVerboseJson", MediaReplies.TIMED.body()))
        .isEmpty();
  }

  @Test
  void filesGoAsTheyAreWithANameThatTellsWhatTheyAre() {
    assertThat(fields(transcription()))
        .containsEntry("file", List.of("\u0001\r\n--"))
        .containsEntry("model", List.of("whisper-1"))
        .containsEntry("language", List.of("en"))
        .containsEntry("response_format", List.of("verbose_json"))
        .containsEntry("timestamp_granularities[]", List.of("word", "segment"))
        .containsEntry("include[]", List.of("logprobs"));
    assertThat(text(transcription()))
        .contains("filename=\"hi %22there%22.wav\"\r\nContent-Type: audio/wav\r\n");
    assertThat(text(translation())).contains("filename=\"file.mp3\"");
    assertThat(fields(translation())).containsEntry("response_format", List.of("json"));
    assertThat(fields(edit()).get("image[]")).hasSize(2);
    assertThat(fields(edit())).containsKeys("mask", "input_fidelity").doesNotContainKey("image");
  }

  @ParameterizedTest
  @CsvSource({
    "dall-e-3, true, 'url'",
    "dall-e-3, false, 'b64_json'",
    "dall-e-3, , ",
    "gpt-image-1, false, ",
    "chatgpt-image-latest, true, "
  })
  void onlyModelsThatKnowItAreAskedForAddressesOrBytes(
      String model, @Nullable Boolean addresses, @Nullable String format) {
    ImageStyle style = new ImageStyle(null, null, null, null, null, addresses);

    String body = text(image(new ImageRequest(model, "x", style, null)));

    if (format == null) {
      assertThat(body).doesNotContain("response_format");
    } else {
      assertThat(body).contains("\"response_format\":\"" + format + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "model"})
  void furtherFieldsSayNothingThatTheCostHangsOn(String name) {
    ImageRequest request =
        new ImageRequest(
            "gpt-image-1", "x", null, Extra.of("openai", Json.EMPTY.with(name, Json.of(10))));

    assertThat(Failures.field(() -> image(request))).isEqualTo("extra.openai." + name);
  }

  @Test
  void whatTheDialectCannotSayIsNamed() {
    ImageStyle addresses = new ImageStyle(null, null, null, null, null, true);

    assertThat(MediaFit.lost(IMAGE, VendorTraits.NONE)).isEmpty();
    assertThat(
            MediaFit.lost(new ImageRequest("gpt-image-1", "x", addresses, null), VendorTraits.NONE))
        .containsExactly("style.addresses");
    assertThat(MediaFit.lost(new ImageRequest("dall-e-3", "x", addresses, null), VendorTraits.NONE))
        .isEmpty();
    assertThat(
            MediaFit.lost(
                new SpeechRequest(
                    "m",
                    "x",
                    "v",
                    null,
                    null,
                    null,
                    Extra.of("other", Requests.object("{\"a\":1}"))),
                VendorTraits.NONE))
        .containsExactly("extra.other.a");
  }

  @Test
  void verdictsKeepTheirCategoriesAndScores() {
    Moderations made = new ModerationCodec(Recorded.OPENAI).decode(MediaReplies.MODERATIONS);

    assertThat(made.verdicts()).singleElement().returns(true, Moderations.Verdict::flagged);
    assertThat(made.verdicts().getFirst().categories())
        .hasSize(13)
        .containsEntry("violence", new Moderations.Finding(true, 0.9))
        .containsEntry("illicit", new Moderations.Finding(false, 0.0));
  }

  @Test
  void picturesComeAsBytesOrAddressesAndAreCounted() {
    Images made = new ImageCodec(Recorded.OPENAI).decode(MediaReplies.IMAGES);

    assertThat(made.images())
        .containsExactly(
            new Images.Made(Content.of("image/webp", new byte[] {1, 2, 3}), null, null),
            new Images.Made(null, "https://x.example/a.png", "Cats"));
    assertThat(made.usage().quantities())
        .isEqualTo(
            Map.of(
                "images", 2L,
                "input_tokens", 10L,
                "image_input_tokens", 40L,
                "output_tokens", 50L));
  }

  @Test
  void aTranscriptTellsTokensOrSeconds() {
    TranscriptionCodec codec = new TranscriptionCodec(Recorded.OPENAI);

    assertThat(codec.decode(MediaReplies.TRANSCRIPT).usage())
        .isEqualTo(new TokenUsage(14, 45, 0, 0).and("audio_input_tokens", 14));
    Transcription timed = codec.decode(MediaReplies.TIMED);
    assertThat(timed.usage().quantities()).isEqualTo(Map.of("audio_seconds", 9L));
    assertThat(timed.segments())
        .containsExactly(
            new Transcription.Segment(
                0,
                3.5,
                " Hello there.",
                Extra.of(
                    "openai",
                    Requests.object(
                        "{\"seek\":0,\"tokens\":[1],\"temperature\":0,\"avg_logprob\":-0.2,"
                            + "\"compression_ratio\":1.2,\"no_speech_prob\":0.01}"))));
    assertThat(timed.words()).containsExactly(new Transcription.Word(0.1, 0.5, "Hello"));
    assertThat(codec.decode(MediaReplies.json("{\"text\":\"\",\"duration\":1.2}")).usage().other())
        .isEqualTo(Map.of("audio_seconds", 2L));
    assertThat(codec.decode(MediaReplies.json("{\"text\":\"\"}")).usage())
        .isEqualTo(TokenUsage.NONE);
  }

  @Test
  void soundKeepsItsType() {
    assertThat(new SpeechCodec(Recorded.OPENAI).decode(MediaReplies.SPEECH))
        .isEqualTo(Content.of("audio/mpeg", new byte[] {(byte) 0xff, 1, 2}));
  }

  @Test
  void theBestDocumentComesFirst() {
    var made = new RerankCodec(Recorded.OPENAI).decode(MediaReplies.RANKING);

    assertThat(made.documents())
        .containsExactly(
            new io.auterity.spi.ai.Ranking.Ranked(2, 0.9),
            new io.auterity.spi.ai.Ranking.Ranked(0, 0.1));
    assertThat(made.usage().other()).isEqualTo(Map.of("search_units", 1L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'results':[{'categories':{}}]}",
        "{'data':[{}]}",
        "{'data':[{'b64_json':'*'}]}",
        "{'text':7}",
        "{'results':[{'index':-1,'relevance_score':1}]}",
        "{'results':[{'index':1}]}",
        "{'error':{'message':'broken'}}"
      })
  void aReplyOfNoUseIsAFailure(String reply) {
    WireResponse response = MediaReplies.json(reply.replace('\'', '"'));

    for (Codec<?, ?> codec :
        List.of(
            new ModerationCodec(Recorded.OPENAI),
            new ImageCodec(Recorded.OPENAI),
            new TranscriptionCodec(Recorded.OPENAI),
            new SpeechCodec(Recorded.OPENAI),
            new RerankCodec(Recorded.OPENAI))) {
      assertThatThrownBy(() -> codec.decode(response)).isInstanceOf(CallFailedException.class);
    }
  }

  private static WireRequest moderation() {
    return new ModerationCodec(Recorded.OPENAI).encode(MODERATION);
  }

  private static WireRequest image(ImageRequest request) {
    return new ImageCodec(Recorded.OPENAI).encode(request);
  }

  private static WireRequest edit() {
    return new ImageEditCodec(Recorded.OPENAI).encode(EDIT);
  }

  private static WireRequest transcription() {
    return new TranscriptionCodec(Recorded.OPENAI).encode(TRANSCRIPTION);
  }

  private static WireRequest translation() {
    return new TranslationCodec(Recorded.OPENAI).encode(TRANSLATION);
  }

  private static WireRequest speech() {
    return new SpeechCodec(Recorded.OPENAI).encode(SPEECH);
  }

  private static byte[] utf8(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static String text(WireRequest request) {
    return new String(request.body(), StandardCharsets.ISO_8859_1);
  }

  /** The parts of a form by name, read by the letter of RFC 7578. */
  private static Map<String, List<String>> fields(WireRequest request) {
    String type = request.headers().getOrDefault("content-type", List.of()).getFirst();
    String boundary = "--" + type.substring(type.indexOf("boundary=") + 9);
    String body = text(request);
    assertThat(body).startsWith(boundary + "\r\n").endsWith("\r\n" + boundary + "--\r\n");
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String part : ("\r\n" + body).split(Pattern.quote("\r\n" + boundary), -1)) {
      Matcher name = NAME.matcher(part);
      if (name.find()) {
        String value = part.substring(part.indexOf("\r\n\r\n") + 4);
        fields.computeIfAbsent(name.group(1), same -> new ArrayList<>()).add(value);
      }
    }
    return fields;
  }

  /** The same as its description has it: lists as lists, numbers as numbers. */
  private static byte[] json(WireRequest form) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields(form)
        .forEach(
            (name, values) -> {
              List<Json> typed = values.stream().map(MediaCodecsTest::typed).toList();
              fields.put(
                  name.replace("[]", ""),
                  name.endsWith("[]") ? Json.array(typed) : typed.getFirst());
            });
    return JsonUtf8.write(new Json.Obj(fields));
  }

  private static Json typed(String text) {
    return NUMBER.matcher(text).matches() ? JsonUtf8.read(text) : Json.of(text);
  }
}

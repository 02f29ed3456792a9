package io.auterity.plugins.ai.huggingface.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.Ranking;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent is valid by the vendor's description of each task, and so are the answers here. */
class TaskCodecsTest {

  @Test
  void theDescriptionsFindMistakes() {
    byte[] wrong = JsonUtf8.write(Json.EMPTY.with("inputs", Json.of(1)));

    for (String task :
        List.of(
            "feature-extraction",
            "zero-shot-classification",
            "sentence-similarity",
            "automatic-speech-recognition",
            "text-to-image")) {
      assertThat(DescribedTasks.errors(task, "input", wrong)).as(task).isNotEmpty();
    }
  }

  @Nested
  class Features extends CodecContract<EmbeddingRequest, Embeddings> {

    @Override
    protected Codec<EmbeddingRequest, Embeddings> codec() {
      return new FeatureCodec(DescribedTasks.ENDPOINT, "owner/name");
    }

    @Override
    protected EmbeddingRequest input() {
      return new EmbeddingRequest(null, List.of("a", "b"), null);
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(DescribedTasks.reply("[[0.5,1],[0.25,-1]]"));
    }

    @Test
    void asksThePipelineOfTheModel() {
      WireRequest wire = codec().encode(input());

      assertThat(wire.uri())
          .hasToString(
              "https://router.huggingface.co/hf-inference/models/owner/name/pipeline/feature-extraction");
      assertThat(DescribedTasks.errors("feature-extraction", "input", wire.body())).isEmpty();
      assertThat(
              DescribedTasks.errors("feature-extraction", "output", recorded().getFirst().body()))
          .isEmpty();
    }

    @Test
    void embedsWithThePromptThatIsConfigured() {
      HuggingFaceEndpoint endpoint =
          new HuggingFaceEndpoint(
              DescribedTasks.ENDPOINT.url(),
              DescribedTasks.ENDPOINT.hub(),
              false,
              Optional.of("query"));

      byte[] body = new FeatureCodec(endpoint, "a").encode(input()).body();

      assertThat(JsonUtf8.read(body))
          .hasToString("{\"inputs\":[\"a\",\"b\"],\"prompt_name\":\"query\"}");
      assertThat(DescribedTasks.errors("feature-extraction", "input", body)).isEmpty();
    }

    @Test
    void vectorsOfEachTokenAreNoVectorOfTheText() {
      Failures.expect(
          FailureCode.UNAVAILABLE, () -> codec().decode(DescribedTasks.reply("[[[0.5],[1]]]")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/..", "a/b/c", "a b", "../x"})
    void aNameThatLeadsElsewhereIsRefused(String name) {
      assertThat(
              Failures.field(() -> new FeatureCodec(DescribedTasks.ENDPOINT, name).encode(input())))
          .isEqualTo("model");
    }
  }

  @Nested
  class ZeroShot extends CodecContract<TextToClassify, Classification> {

    @Override
    protected Codec<TextToClassify, Classification> codec() {
      return new ZeroShotCodec(DescribedTasks.ENDPOINT, "owner/name", input());
    }

    @Override
    protected TextToClassify input() {
      Map<String, String> classes = new LinkedHashMap<>();
      classes.put("weather", "It rains.");
      classes.put("money", "Somebody pays, or owes.");
      return new TextToClassify("He paid.", classes);
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(
          DescribedTasks.reply(
              "[{'label':'Somebody pays, or owes.','score':0.9},{'label':'It rains.','score':0.1}]"),
          DescribedTasks.reply(
              "{'sequence':'He paid.','labels':['Somebody pays, or owes.','It rains.'],"
                  + "'scores':[0.9,0.1]}"));
    }

    @Test
    void comparesTheTextWithWhatDescribesAClass() {
      WireRequest wire = codec().encode(input());

      assertThat(JsonUtf8.read(wire.body()))
          .hasToString(
              "{\"inputs\":\"He paid.\",\"parameters\":{\"candidate_labels\":"
                  + "[\"It rains.\",\"Somebody pays, or owes.\"],\"hypothesis_template\":\"{}\"}}");
      assertThat(DescribedTasks.errors("zero-shot-classification", "input", wire.body())).isEmpty();
      assertThat(
              DescribedTasks.errors(
                  "zero-shot-classification", "output", recorded().getFirst().body()))
          .isEmpty();
    }

    @Test
    void namesTheClassOfTheHighestScoreInBothForms() {
      for (WireResponse reply : recorded()) {
        Classification made = codec().decode(reply);

        assertThat(made.label()).isEqualTo("money");
        assertThat(made.scores()).isEqualTo(Map.of("money", 0.9, "weather", 0.1));
      }
    }

    @Test
    void classesMustDiffer() {
      TextToClassify same = new TextToClassify("x", Map.of("a", "Same.", "b", "Same."));

      assertThat(
              Failures.field(
                  () -> new ZeroShotCodec(DescribedTasks.ENDPOINT, "m", same).encode(same)))
          .startsWith("classes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "[{'label':'x','score':1}]", "[{'label':'It rains.'}]"})
    void scoresOfOtherThingsAreNoAnswer(String json) {
      Failures.expect(FailureCode.UNAVAILABLE, () -> codec().decode(DescribedTasks.reply(json)));
    }
  }

  @Nested
  class Similarity extends CodecContract<RerankRequest, Ranking> {

    @Override
    protected Codec<RerankRequest, Ranking> codec() {
      return new SimilarityCodec(DescribedTasks.ENDPOINT, "owner/name", input());
    }

    @Override
    protected RerankRequest input() {
      return new RerankRequest(null, "a", List.of("b", "c", "d"), 2);
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(DescribedTasks.reply("[0.1,0.9,0.5]"));
    }

    @Test
    void ordersDocumentsByTheirScores() {
      WireRequest wire = codec().encode(input());

      assertThat(wire.uri().toString()).endsWith("/pipeline/sentence-similarity");
      assertThat(DescribedTasks.errors("sentence-similarity", "input", wire.body())).isEmpty();
      assertThat(codec().decode(recorded().getFirst()).documents())
          .containsExactly(new Ranking.Ranked(1, 0.9), new Ranking.Ranked(2, 0.5));
    }

    @Test
    void eachDocumentNeedsItsScore() {
      Failures.expect(FailureCode.UNAVAILABLE, () -> codec().decode(DescribedTasks.reply("[0.1]")));
    }
  }

  @Nested
  class SpeechRecognition extends CodecContract<TranscriptionRequest, Transcription> {

    @Override
    protected Codec<TranscriptionRequest, Transcription> codec() {
      return new SpeechRecognitionCodec(DescribedTasks.ENDPOINT, "openai/whisper-large-v3");
    }

    @Override
    protected TranscriptionRequest input() {
      return asked(null, null, null, null);
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(
          DescribedTasks.reply("{'text':' Hello. '}"),
          DescribedTasks.reply(
              "{'text':'Hello. Bye.','chunks':[{'text':'Hello.','timestamp':[0.0,1]},"
                  + "{'text':'Bye.','timestamp':[1,null]}]}"));
    }

    private static TranscriptionRequest asked(
        @Nullable String language,
        @Nullable Double temperature,
        @Nullable Boolean segments,
        @Nullable Boolean words) {
      return new TranscriptionRequest(
          null,
          Content.of("audio/flac", new byte[] {1, 2, 3}),
          language,
          null,
          temperature,
          segments,
          words,
          null);
    }

    @Test
    void aSoundAloneGoesAsItIs() {
      WireRequest wire = codec().encode(input());

      assertThat(wire.headers()).containsEntry("content-type", List.of("audio/flac"));
      assertThat(wire.body()).containsExactly(1, 2, 3);
      assertThat(codec().decode(recorded().getFirst()).text()).isEqualTo("Hello.");
    }

    @Test
    void withSettingsItGoesInBase64() {
      byte[] body = codec().encode(asked(null, 0.5, true, null)).body();

      assertThat(JsonUtf8.read(body))
          .hasToString(
              "{\"inputs\":\"AQID\",\"parameters\":{\"return_timestamps\":true,"
                  + "\"generation_parameters\":{\"temperature\":0.5}}}");
      assertThat(DescribedTasks.errors("automatic-speech-recognition", "input", body)).isEmpty();
    }

    @Test
    void tellsWhenSegmentsWereSaid() {
      assertThat(codec().decode(recorded().getLast()).segments())
          .containsExactly(
              new Transcription.Segment(0, 1, "Hello."), new Transcription.Segment(1, 1, "Bye."));
    }

    @Test
    void refusesWhatTheTaskCannotBeTold() {
      Failures.expect(FailureCode.UNSUPPORTED, () -> codec().encode(asked("de", null, null, null)));
      Failures.expect(FailureCode.UNSUPPORTED, () -> codec().encode(asked(null, null, null, true)));
    }
  }

  @Nested
  class TextToImage extends CodecContract<ImageRequest, Content> {

    @Override
    protected Codec<ImageRequest, Content> codec() {
      return new TextToImageCodec(DescribedTasks.ENDPOINT, "owner/name");
    }

    @Override
    protected ImageRequest input() {
      return styled(
          new ImageStyle(null, "640x480", null, null, null, null),
          Json.EMPTY.with("seed", Json.of(7)));
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(DescribedTasks.picture());
    }

    private static ImageRequest styled(@Nullable ImageStyle style, Json.@Nullable Obj own) {
      return new ImageRequest("m", "A cat.", style, Extra.of("huggingface", own));
    }

    @Test
    void sizeAndTheModelsOwnFieldsAreParameters() {
      byte[] body = codec().encode(input()).body();

      assertThat(JsonUtf8.read(body))
          .hasToString(
              "{\"inputs\":\"A cat.\",\"parameters\":{\"width\":640,\"height\":480,\"seed\":7}}");
      assertThat(DescribedTasks.errors("text-to-image", "input", body)).isEmpty();
      assertThat(JsonUtf8.read(codec().encode(styled(ImageStyle.USUAL, null)).body()))
          .hasToString("{\"inputs\":\"A cat.\"}");
    }

    @Test
    void theAnswerIsThePicture() {
      assertThat(codec().decode(recorded().getFirst()).mediaType()).isEqualTo("image/jpeg");
      Failures.expect(
          FailureCode.UNAVAILABLE, () -> codec().decode(DescribedTasks.reply("{'error':'x'}")));
    }

    @Test
    void refusesWhatTheTaskCannotBeTold() {
      ImageStyle png = new ImageStyle(null, null, null, null, "png", null);
      ImageStyle big = new ImageStyle(null, "big", null, null, null, null);

      Failures.expect(FailureCode.UNSUPPORTED, () -> codec().encode(styled(png, null)));
      assertThat(Failures.field(() -> codec().encode(styled(big, null)))).isEqualTo("style.size");
    }
  }
}

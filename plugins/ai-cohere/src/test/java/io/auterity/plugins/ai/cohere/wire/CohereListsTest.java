package io.auterity.plugins.ai.cohere.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.Ranking;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.contract.Failures;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Codecs of everything but chat, on the vendor's examples. */
class CohereListsTest {

  @Nested
  class Models extends CodecContract<ModelQuery, Page<Model>> {

    @Override
    protected Codec<ModelQuery, Page<Model>> codec() {
      return new CohereModelsCodec(RecordedCohere.ENDPOINT);
    }

    @Override
    protected ModelQuery input() {
      return new ModelQuery(null, null);
    }

    /** By the vendor's description: no list of models was recorded. */
    @Override
    protected List<WireResponse> recorded() {
      return List.of(page("page_size=2"), page("page_size=2&page_token=2"));
    }

    @Test
    void asksForThePageAfterTheCursor() {
      assertThat(codec().encode(new ModelQuery(new Cursor("a b&c"), 5)).uri())
          .hasToString("https://api.cohere.com/v1/models?page_size=5&page_token=a+b%26c");
      Failures.expect(FailureCode.INVALID, () -> codec().encode(new ModelQuery(null, 0)));
    }

    @Test
    void readsAModelWithItsLimitAndTheLastPageWithoutANext() {
      Page<Model> first = codec().decode(page("page_size=2"));

      assertThat(first.items().getFirst().id()).isEqualTo("command-a");
      assertThat(first.items().getFirst().contextTokens()).isEqualTo(288_000L);
      assertThat(first.next()).isEqualTo(new Cursor("2"));
      assertThat(codec().decode(page("page_size=2&page_token=2")).next()).isNull();
    }

    private static WireResponse page(String query) {
      URI uri = URI.create("https://api.cohere.com/v1/models?" + query);
      return RecordedCohere.reply(RecordedCohere.models(uri).toString());
    }
  }

  @Nested
  class OneModel extends CodecContract<ModelGet, Model> {

    @Override
    protected Codec<ModelGet, Model> codec() {
      return new CohereModelCodec(RecordedCohere.ENDPOINT);
    }

    @Override
    protected ModelGet input() {
      return new ModelGet("my model/1", null);
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(RecordedCohere.reply(RecordedCohere.model("command-a").toString()));
    }

    @Test
    void itsIdIsOnePieceOfThePath() {
      assertThat(codec().encode(input()).uri())
          .hasToString("https://api.cohere.com/v1/models/my%20model%2F1");
    }
  }

  @Nested
  class Vectors extends CodecContract<EmbeddingRequest, Embeddings> {

    @Override
    protected Codec<EmbeddingRequest, Embeddings> codec() {
      return new CohereEmbedCodec(RecordedCohere.ENDPOINT, "embed-v4.0");
    }

    @Override
    protected EmbeddingRequest input() {
      return new EmbeddingRequest("embed-v4.0", List.of("hello", "goodbye"), null);
    }

    @Override
    protected List<WireResponse> recorded() {
      return RecordedCohere.examples("/v2/embed").subList(0, 1);
    }

    @Test
    void readsAVectorForEachTextAndWhatIsBilled() {
      Embeddings made = codec().decode(recorded().getFirst());

      assertThat(made.model()).isEqualTo("embed-v4.0");
      assertThat(made.vectors()).hasSize(2);
      assertThat(made.vectors().getFirst().getFirst()).isEqualTo(0.016296387f);
      assertThat(made.usage().quantities()).isEqualTo(Map.of("input_tokens", 2L));
    }
  }

  @Nested
  class Rankings extends CodecContract<RerankRequest, Ranking> {

    @Override
    protected Codec<RerankRequest, Ranking> codec() {
      return new CohereRerankCodec(RecordedCohere.ENDPOINT, "rerank-v3.5");
    }

    @Override
    protected RerankRequest input() {
      return new RerankRequest(null, "a", List.of("b", "c"), null);
    }

    @Override
    protected List<WireResponse> recorded() {
      return RecordedCohere.examples("/v2/rerank");
    }

    @Test
    void readsTheBestFirstAndWhatIsBilled() {
      Ranking made = codec().decode(recorded().getFirst());

      assertThat(made.documents())
          .containsExactly(
              new Ranking.Ranked(3, 0.999071),
              new Ranking.Ranked(4, 0.7867867),
              new Ranking.Ranked(0, 0.32713068));
      assertThat(made.usage().quantities()).isEqualTo(Map.of("search_units", 1L));
    }
  }

  @Nested
  class Transcriptions extends CodecContract<TranscriptionRequest, Transcription> {

    @Override
    protected Codec<TranscriptionRequest, Transcription> codec() {
      return of(null);
    }

    private static CohereTranscriptionCodec of(@Nullable String language) {
      return new CohereTranscriptionCodec(
          RecordedCohere.ENDPOINT, "cohere-transcribe", Optional.ofNullable(language));
    }

    @Override
    protected TranscriptionRequest input() {
      return asked("de", null, null);
    }

    private static TranscriptionRequest asked(
        @Nullable String language, @Nullable String prompt, @Nullable Boolean segments) {
      return new TranscriptionRequest(
          null,
          Content.of("audio/wav", "a.wav", new byte[] {1}),
          language,
          prompt,
          0.5,
          segments,
          null,
          null);
    }

    /** By the vendor's description. */
    @Override
    protected List<WireResponse> recorded() {
      return List.of(RecordedCohere.reply("{\"text\":\"Hallo.\"}"));
    }

    @Test
    void sendsTheFieldsThatTheVendorDescribes() {
      JsonNode described =
          RecordedCohere.schema()
              .posted("/v2/audio/transcriptions")
              .at("/requestBody/content")
              .get("multipart/form-data")
              .get("schema")
              .get("properties");
      Matcher names =
          Pattern.compile("name=\"(\\w+)\"")
              .matcher(new String(codec().encode(input()).body(), StandardCharsets.UTF_8));

      assertThat(names.results().map(found -> found.group(1)))
          .containsExactly("model", "language", "temperature", "file")
          .allMatch(described::has);
      assertThat(codec().decode(recorded().getFirst()).text()).isEqualTo("Hallo.");
    }

    @Test
    void theLanguageIsTheInputsElseTheProviders() {
      assertThat(body(of("en"), asked("de", null, null))).contains("\r\n\r\nde\r\n");
      assertThat(body(of("en"), asked(null, null, null))).contains("\r\n\r\nen\r\n");
      Failures.expect(FailureCode.UNSUPPORTED, () -> codec().encode(asked(null, null, null)));
    }

    private static String body(CohereTranscriptionCodec codec, TranscriptionRequest request) {
      return new String(codec.encode(request).body(), StandardCharsets.UTF_8);
    }

    @Test
    void refusesWhatItCannotTellTheVendor() {
      Failures.expect(FailureCode.UNSUPPORTED, () -> codec().encode(asked("de", "Names", null)));
      Failures.expect(FailureCode.UNSUPPORTED, () -> codec().encode(asked("de", null, true)));
    }
  }
}

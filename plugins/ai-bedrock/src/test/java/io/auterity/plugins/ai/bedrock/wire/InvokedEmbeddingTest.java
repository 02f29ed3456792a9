package io.auterity.plugins.ai.bedrock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.testkit.contract.Failures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the examples of AWS's "Inference request parameters and response fields". */
class InvokedEmbeddingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          amazon.titan-embed-text-v2:0 | 1 | - | {'inputText':'a','normalize':true}
          amazon.titan-embed-text-v2:0 | 1 | 256 | {'inputText':'a','normalize':true,'dimensions':256}
          amazon.titan-embed-text-v1 | 1 | - | {'inputText':'a'}
          cohere.embed-multilingual-v3 | 96 | - | {'texts':['a'],'input_type':'search_document'}
          us.cohere.embed-v4:0 | 96 | 512 | {'texts':['a'],'input_type':'search_document','embedding_types':['float'],'output_dimension':512}
          """)
  void asksInTheWordsOfTheMaker(String model, int most, @Nullable Integer dimensions, String body) {
    InvokedEmbedding codec =
        InvokedEmbedding.of(RecordedBedrock.ENDPOINT, model, "search_document");

    WireRequest request = codec.encode(new EmbeddingRequest(model, List.of("a"), dimensions));

    assertThat(codec.most()).isEqualTo(most);
    assertThat(request.uri().getPath()).isEqualTo("/model/" + model + "/invoke");
    assertThat(new String(request.body(), StandardCharsets.UTF_8))
        .isEqualTo(body.replace('\'', '"'));
  }

  @Test
  void readsTitan() {
    Embeddings made =
        decode(
            "amazon.titan-embed-text-v2:0",
            Map.of(),
            "{'embedding':[0.5,-1],'inputTextTokenCount':3,'embeddingsByType':{'float':[0.5,-1]}}");

    assertThat(made.vectors()).containsExactly(List.of(0.5f, -1f));
    assertThat(made.usage().input()).isEqualTo(3);
    assertThat(made.model()).isEqualTo("amazon.titan-embed-text-v2:0");
  }

  @Test
  void readsCohereWithTheTokensOfTheHeader() {
    Map<String, List<String>> headers = Map.of("x-amzn-bedrock-input-token-count", List.of("8"));

    for (String embeddings : List.of("[[0.5],[1]]", "{'float':[[0.5],[1]]}")) {
      Embeddings made =
          decode(
              "cohere.embed-english-v3",
              headers,
              "{'embeddings':%s,'id':'1','response_type':'embeddings_floats','texts':['a','b']}"
                  .formatted(embeddings));

      assertThat(made.vectors()).containsExactly(List.of(0.5f), List.of(1f));
      assertThat(made.usage().input()).isEqualTo(8);
    }
  }

  @Test
  void refusesWhatItCannotAsk() {
    assertThat(
            Failures.field(
                () -> InvokedEmbedding.of(RecordedBedrock.ENDPOINT, null, "search_document")))
        .isEqualTo("model");
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () ->
            InvokedEmbedding.of(
                RecordedBedrock.ENDPOINT, "anthropic.claude-v2", "search_document"));
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () ->
            InvokedEmbedding.of(
                    RecordedBedrock.ENDPOINT, "cohere.embed-english-v3", "search_document")
                .encode(new EmbeddingRequest(null, List.of("a"), 256)));
  }

  @Test
  void aReplyWithoutVectorsIsNone() {
    for (String model : List.of("amazon.titan-embed-text-v2:0", "cohere.embed-english-v3")) {
      for (String body : List.of("{}", "{'embedding':7,'embeddings':7}", "[]")) {
        Failures.expect(FailureCode.UNAVAILABLE, () -> decode(model, Map.of(), body));
      }
    }
  }

  private static Embeddings decode(String model, Map<String, List<String>> headers, String body) {
    return InvokedEmbedding.of(RecordedBedrock.ENDPOINT, model, "search_document")
        .decode(
            new WireResponse(
                200, headers, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }
}

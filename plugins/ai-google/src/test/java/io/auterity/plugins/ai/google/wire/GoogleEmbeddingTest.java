package io.auterity.plugins.ai.google.wire;

import static io.auterity.plugins.ai.google.wire.RecordedGoogle.json;
import static io.auterity.plugins.ai.google.wire.RecordedGoogle.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleEmbeddingTest {

  private static final EmbeddingRequest TWO = new EmbeddingRequest("m", List.of("a", "b"), 8);

  private final GeminiEmbeddingCodec gemini = new GeminiEmbeddingCodec(RecordedGoogle.GEMINI);
  private final VertexEmbeddingCodec vertex = new VertexEmbeddingCodec(RecordedGoogle.VERTEX);

  @Test
  void asksForAVectorOfEachText() {
    assertThat(JsonUtf8.read(gemini.encode(TWO).body()))
        .isEqualTo(
            object(
                "{'requests':[{'model':'models/m','content':{'parts':[{'text':'a'}]},"
                    + "'outputDimensionality':8},{'model':'models/m','content':{'parts':"
                    + "[{'text':'b'}]},'outputDimensionality':8}]}"));
    assertThat(JsonUtf8.read(vertex.encode(TWO).body()))
        .isEqualTo(
            object(
                "{'instances':[{'content':'a'},{'content':'b'}],"
                    + "'parameters':{'autoTruncate':false,'outputDimensionality':8}}"));
    assertThat(gemini.encode(TWO).uri().getPath()).endsWith("/models/m:batchEmbedContents");
    assertThat(vertex.encode(TWO).uri().getPath()).endsWith("/publishers/google/models/m:predict");
  }

  @Test
  void tellsWhatTheTextsAreForAndNothingOfAnotherVendors() {
    EmbeddingRequest asked =
        TWO.withInput(List.of("a"))
            .withExtra(
                Map.of(
                    "gemini",
                    object("{'taskType':'RETRIEVAL_DOCUMENT','title':'t','autoTruncate':true}"),
                    "cohere",
                    object("{'input_type':'search_document'}")));

    assertThat(JsonUtf8.read(gemini.encode(asked).body()))
        .isEqualTo(
            object(
                "{'requests':[{'taskType':'RETRIEVAL_DOCUMENT','title':'t','model':'models/m',"
                    + "'content':{'parts':[{'text':'a'}]},'outputDimensionality':8}]}"));
    assertThat(GeminiEmbeddingCodec.lost(asked))
        .containsExactly("extra.cohere.input_type", "extra.gemini.autoTruncate");
    assertThat(JsonUtf8.read(vertex.encode(asked).body()))
        .isEqualTo(
            object(
                "{'instances':[{'content':'a','task_type':'RETRIEVAL_DOCUMENT','title':'t'}],"
                    + "'parameters':{'autoTruncate':true,'outputDimensionality':8}}"));
    assertThat(VertexEmbeddingCodec.lost(asked)).containsExactly("extra.cohere.input_type");
    assertThat(GeminiEmbeddingCodec.lost(TWO)).isEmpty();
  }

  @Test
  void readsVectorsAndTokens() {
    Embeddings told =
        vertex.decode(
            json(
                "{'predictions':[{'embeddings':{'values':[1,0.5],'statistics':"
                    + "{'token_count':2.0}}},{'embeddings':{'values':[0,-1],'statistics':"
                    + "{'token_count':3}}}]}"));

    assertThat(told.vectors()).containsExactly(List.of(1f, 0.5f), List.of(0f, -1f));
    assertThat(told.usage().input()).isEqualTo(5);
    assertThat(
            gemini
                .decode(
                    json("{'embeddings':[{'values':[1]}],'usageMetadata':{'promptTokenCount':4}}"))
                .usage()
                .input())
        .isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'embeddings':[{}]}", "{'predictions':[{}]}", "[]", "<html>"})
  void aReplyWithoutVectorsIsOfNoUse(String body) {
    Failures.expect(FailureCode.UNAVAILABLE, () -> gemini.decode(json(body)));
    Failures.expect(FailureCode.UNAVAILABLE, () -> vertex.decode(json(body)));
  }
}

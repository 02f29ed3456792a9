package io.auterity.gateway.openai;

import static io.auterity.gateway.openai.Bodies.bytes;
import static io.auterity.gateway.openai.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.gateway.dialect.EmbeddingCall;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.TokenUsage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsTest {

  private static final EmbeddingReader READER = new EmbeddingReader(Bodies.JSON);
  private static final Embeddings ANSWER =
      new Embeddings(
          "bge", List.of(List.of(0.5f, -1f), List.of(0.25f, 3f)), new TokenUsage(7, 0, 0, 0));

  @Test
  void readsOneText() {
    EmbeddingCall call = READER.read(bytes("{'model':'bge','input':'hi','user':'ann'}"));

    assertThat(call.request()).isEqualTo(new EmbeddingRequest("bge", List.of("hi"), null));
    assertThat(call.base64()).isFalse();
    assertThat(call.user()).isEqualTo("ann");
  }

  @Test
  void readsSeveralTexts() {
    EmbeddingCall call =
        READER.read(
            bytes("{'model':'bge','input':['a','b'],'dimensions':384,'encoding_format':'base64'}"));

    assertThat(call.request()).isEqualTo(new EmbeddingRequest("bge", List.of("a", "b"), 384));
    assertThat(call.base64()).isTrue();
  }

  @Test
  void readsTokensOfOneTextAndOfSeveral() {
    EmbeddingCall one = READER.read(bytes("{'model':'m','input':[9906,11]}"));
    EmbeddingCall several = READER.read(bytes("{'model':'m','input':[[1,2],[3]],'dimensions':8}"));

    assertThat(one.request())
        .isEqualTo(new EmbeddingRequest("m", List.of(), null, List.of(List.of(9906, 11))));
    assertThat(several.request())
        .isEqualTo(new EmbeddingRequest("m", List.of(), 8, List.of(List.of(1, 2), List.of(3))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "input":[[1],[]]                      | INVALID     | input[1]
          "input":[[1],"a"]                     | INVALID     | input[1]
          "input":["a",1]                       | INVALID     | input[1]
          "input":[1,-2]                        | INVALID     | input[1]
          "input":[1,2147483648]                | INVALID     | input[1]
          "input":[[1,2.5]]                     | INVALID     | input[0][1]
          "input":"a","other":1                 | UNSUPPORTED | other
          "input":[]                            | INVALID     | input
          "input":7                             | INVALID     | input
          "input":["a",{}]                      | INVALID     | input[1]
          "dimensions":3                        | INVALID     | input
          "input":"a","dimensions":0            | INVALID     | dimensions
          "input":"a","encoding_format":"hex"   | INVALID     | encoding_format
          """)
  void refusesWhatItCannotServe(String fields, FailureCode code, String place) {
    Failure failure =
        catchThrowableOfType(
                CallFailedException.class,
                () -> READER.read(bytes("{'model':'bge'," + fields + "}")))
            .failure();

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.fields()).containsOnlyKeys(place);
  }

  @Test
  void refusesMoreTextsThanTheDialectAllows() {
    Json.Obj body =
        Json.EMPTY
            .with("model", Json.of("bge"))
            .with("input", Json.array(Collections.nCopies(2_049, Json.of("a"))));

    assertThat(
            catchThrowableOfType(
                CallFailedException.class, () -> READER.read(bytes(body.toString()))))
        .isNotNull();
  }

  @Test
  void writesVectorsAsNumbers() {
    assertThat(Bodies.JSON.read(EmbeddingWriter.write(ANSWER, false)))
        .isEqualTo(
            json(
                """
                {'object':'list',
                 'data':[{'object':'embedding','index':0,'embedding':[0.5,-1.0]},
                         {'object':'embedding','index':1,'embedding':[0.25,3.0]}],
                 'model':'bge','usage':{'prompt_tokens':7,'total_tokens':7}}
                """));
  }

  @Test
  void writesVectorsAsBase64OfLittleEndianFloats() {
    Json.Obj answer = Bodies.JSON.readObject(EmbeddingWriter.write(ANSWER, true));

    Json.Arr data = (Json.Arr) Objects.requireNonNull(answer.get("data"));
    String base64 = ((Json.Obj) data.items().getFirst()).text("embedding");
    ByteBuffer floats =
        ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(floats.getFloat()).isEqualTo(0.5f);
    assertThat(floats.getFloat()).isEqualTo(-1f);
    assertThat(floats.hasRemaining()).isFalse();
  }
}

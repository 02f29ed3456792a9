package io.auterity.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All that this gateway writes fits the vendor's own description of its API. */
class SchemaTest {

  private static final AnswerDefaults STAMP = new AnswerDefaults("chatcmpl-1", "m", 1_700_000_000);
  private static final TokenUsage USAGE = new TokenUsage(4, 2, 1, 1);
  private static final List<Part> PARTS =
      List.of(
          new Part.Reasoning("hm", "sealed"),
          new Part.Text("Paris."),
          new Part.Citation("Paris", "https://example.com/paris", "Paris"),
          new Part.ToolCall("c1", "add", "{}"),
          new Part.Image(null, "image/png", "AAAA"));

  private static OpenAiSchemas schemas;

  @BeforeAll
  static void load() throws IOException {
    schemas = OpenAiSchemas.load();
  }

  @Test
  void wholeAnswersFit() {
    ChatResponse answer = new ChatResponse("i", "m", PARTS, FinishReason.TOOL_CALLS, USAGE, null);

    check("CreateChatCompletionResponse", new ChatWriter(Bodies.BINDER).write(answer, STAMP));
  }

  @Test
  void everyChunkFits() {
    ChatStreamWriter stream = new ChatStreamWriter(STAMP, true, Bodies.BINDER);
    Chunks chunks = new Chunks();
    for (int i = 0; i < PARTS.size(); i++) {
      for (Part piece : Pieces.of(PARTS.get(i))) {
        chunks.add(stream.write(new ChatEvent.PartDelta(i, piece)));
      }
    }
    chunks.add(stream.write(new ChatEvent.Used(USAGE)));
    chunks.add(stream.write(new ChatEvent.Finished(FinishReason.STOP)));

    assertThat(chunks.chunks())
        .hasSizeGreaterThan(8)
        .allSatisfy(
            chunk ->
                assertThat(schemas.get("CreateChatCompletionStreamResponse").check(chunk))
                    .isEmpty());
  }

  @Test
  void embeddingsFit() {
    Embeddings answer = new Embeddings("m", List.of(List.of(0.5f)), USAGE);

    check("CreateEmbeddingResponse", EmbeddingWriter.write(answer, false));
  }

  @Test
  void modelsFit() {
    Model model = new Model("bge", null, Instant.EPOCH);

    check("ListModelsResponse", ModelWriter.write(List.of(model)));
    check("Model", ModelWriter.write(model));
  }

  @Test
  void errorsFit() {
    check("ErrorResponse", FailureWriter.write(Failure.of(FailureCode.INVALID, "why")));
    check(
        "ErrorResponse",
        FailureWriter.write(
            Failure.of(FailureCode.CONTENT_REFUSED, "why")
                .withFields(Map.of("guardrail", "no-cards"))));
  }

  @Test
  void whatDoesNotFitIsNoticed() {
    assertThat(schemas.get("Model").check(Bodies.json("{'id':'bge','object':'thing'}")))
        .extracting(Problem::path)
        .contains("created", "owned_by", "object");
  }

  private static void check(String schema, byte[] written) {
    assertThat(schemas.get(schema).check(Bodies.JSON.read(written))).isEmpty();
  }
}

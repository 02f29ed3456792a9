package io.auterity.gateway.ollama;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.StreamedToolCalls;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes one streamed answer, a line of JSON for each piece; calls come whole. */
final class OllamaStreamWriter implements AnswerStream {

  private final OllamaWriter answer;
  private final StreamedToolCalls calls = new StreamedToolCalls();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private AnswerDefaults defaults;
  private TokenUsage usage = TokenUsage.NONE;
  private boolean ended;

  OllamaStreamWriter(OllamaWriter answer, AnswerDefaults defaults) {
    this.answer = answer;
    this.defaults = defaults;
  }

  @Override
  public String contentType() {
    return "application/x-ndjson";
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public byte[] write(ChatEvent event) {
    bytes.reset();
    switch (event) {
      case ChatEvent.Started(String id, String model) -> defaults = defaults.under(id, model);
      case ChatEvent.Used(TokenUsage soFar) -> usage = soFar;
      case ChatEvent.PartDelta(int index, Part.ToolCall call) -> calls.add(index, call);
      case ChatEvent.PartDelta(int _, Part piece) when tells(piece) -> tell(List.of(piece));
      case ChatEvent.PartDone(int index) -> tell(calls.done(index));
      case ChatEvent.Finished finished -> finish(finished);
      case ChatEvent.Failed(Failure failure) -> {
        ended = true;
        line(OllamaDialect.error(failure));
      }
      default -> {}
    }
    return bytes.toByteArray();
  }

  private static boolean tells(Part piece) {
    return switch (piece) {
      case Part.Text(String text) -> !text.isEmpty();
      case Part.Reasoning thought ->
          thought.signature() != null || (thought.text() != null && !thought.text().isEmpty());
      default -> true;
    };
  }

  private void tell(List<? extends Part> pieces) {
    if (!pieces.isEmpty()) {
      line(answer.of(List.copyOf(pieces), defaults, false));
    }
  }

  private void finish(ChatEvent.Finished finished) {
    tell(calls.rest());
    Json.Obj last = answer.of(List.of(), defaults, true);
    line(answer.ended(last, finished, usage));
    ended = true;
  }

  private void line(Json.Obj value) {
    bytes.writeBytes(JsonWriter.bytes(value));
    bytes.write('\n');
  }
}

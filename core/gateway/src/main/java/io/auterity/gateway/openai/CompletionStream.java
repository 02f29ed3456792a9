package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes the choices of streamed text completions as server-sent events, one after the other. */
final class CompletionStream implements AnswerStream {

  private final int choices;
  private final boolean tellsUsage;
  private final UnsupportedParts keeper;
  private final List<TokenUsage> used = new ArrayList<>();
  private AnswerDefaults stamp;
  private TokenUsage usage = TokenUsage.NONE;
  private boolean refuses;
  private boolean ended;

  CompletionStream(AnswerDefaults stamp, int choices, boolean tellsUsage, UnsupportedParts keeper) {
    this.stamp = stamp;
    this.choices = choices;
    this.tellsUsage = tellsUsage;
    this.keeper = keeper;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public byte[] pass(WireEvent.Passed event) {
    throw new IllegalStateException("no vendor is asked for a completion as it was written");
  }

  @Override
  public byte[] write(ChatEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    switch (event) {
      case ChatEvent.Started(String id, String model) when used.isEmpty() ->
          stamp = stamp.under(id, model);
      case ChatEvent.PartDelta(int _, Part part) -> piece(bytes, part);
      case ChatEvent.Used(TokenUsage soFar) -> usage = soFar;
      case ChatEvent.Finished finished -> finish(bytes, finished);
      case ChatEvent.Failed(Failure failure) -> {
        event(bytes, out -> FailureWriter.write(out, failure));
        ended = true;
      }
      default -> {}
    }
    return bytes.toByteArray();
  }

  private void piece(ByteArrayOutputStream bytes, Part part) {
    String refusal = Spelling.refusal(part);
    refuses |= refusal != null;
    switch (part) {
      case Part.Text(String text) when text.isEmpty() -> {}
      case Part.Text(String text) -> choice(bytes, text, "", null, null);
      case Part.Reasoning thought when thought.signature() == null -> {
        if (thought.text() != null && !thought.text().isEmpty()) {
          choice(bytes, "", thought.text(), null, null);
        }
      }
      default -> {
        if (refusal == null) {
          choice(bytes, "", "", keeper.write(List.of(part)), null);
        } else {
          choice(bytes, refusal, "", null, null);
        }
      }
    }
  }

  private void finish(ByteArrayOutputStream bytes, ChatEvent.Finished end) {
    choice(bytes, "", "", null, end);
    used.add(usage);
    usage = TokenUsage.NONE;
    refuses = false;
    if (used.size() < choices) {
      return;
    }
    if (tellsUsage && used.stream().allMatch(Spelling::told)) {
      chunk(bytes, _ -> {}, out -> Spelling.usage(out, used));
    }
    bytes.writeBytes("data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII));
    ended = true;
  }

  private void choice(
      ByteArrayOutputStream bytes,
      String text,
      String thoughts,
      @Nullable Json kept,
      ChatEvent.@Nullable Finished end) {
    chunk(
        bytes,
        out -> CompletionForm.choice(out, used.size(), text, thoughts, kept, end, refuses),
        out -> {
          if (tellsUsage) {
            out.writeNullProperty("usage");
          }
        });
  }

  private void chunk(
      ByteArrayOutputStream bytes,
      Consumer<JsonGenerator> choice,
      Consumer<JsonGenerator> usageField) {
    event(
        bytes,
        out -> {
          out.writeStartObject();
          CompletionForm.head(out, stamp);
          out.writeArrayPropertyStart("choices");
          choice.accept(out);
          out.writeEndArray();
          usageField.accept(out);
          out.writeEndObject();
        });
  }

  private static void event(ByteArrayOutputStream bytes, Consumer<JsonGenerator> json) {
    bytes.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
    JsonBody.write(bytes, json);
    bytes.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
  }
}

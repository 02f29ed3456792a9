package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.CompletionCall;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Text completions, which are chats of one prompt each. */
final class CompletionForm implements Form.Completions {

  private static final Set<String> OURS =
      Set.of("id", "object", "created", "model", "choices", "usage");

  private final CompletionReader reader;
  private final UnsupportedParts keeper;

  CompletionForm(JsonReader json, Binder binder) {
    this.reader = new CompletionReader(json);
    this.keeper = new UnsupportedParts(binder);
  }

  @Override
  public CompletionCall read(Question question) {
    return reader.read(question.body());
  }

  @Override
  public byte[] write(List<ChatResponse> answers, AnswerDefaults defaults) {
    return JsonBody.bytes(
        out -> {
          ChatResponse first = answers.getFirst();
          out.writeStartObject();
          head(out, defaults.under(first.id(), first.model()));
          out.writeArrayPropertyStart("choices");
          for (int i = 0; i < answers.size(); i++) {
            choice(out, i, answers.get(i));
          }
          out.writeEndArray();
          Spelling.usage(out, answers.stream().map(ChatResponse::usage).toList());
          Json.Obj extra = Extra.in(first.extra(), PartReader.DIALECT);
          for (Map.Entry<String, Json> field : extra.fields().entrySet()) {
            if (!OURS.contains(field.getKey())) {
              JsonWriter.field(out, field.getKey(), field.getValue());
            }
          }
          out.writeEndObject();
        });
  }

  /** What every answer and every chunk begins with. */
  static void head(JsonGenerator out, AnswerDefaults stamp) {
    out.writeStringProperty("id", stamp.id());
    out.writeStringProperty("object", "text_completion");
    out.writeNumberProperty("created", stamp.seconds());
    out.writeStringProperty("model", stamp.model());
  }

  private void choice(JsonGenerator out, int index, ChatResponse answer) {
    StringBuilder text = new StringBuilder();
    StringBuilder thoughts = new StringBuilder();
    List<Part> kept = new ArrayList<>();
    boolean refuses = false;
    for (Part part : answer.parts()) {
      String refusal = Spelling.refusal(part);
      refuses |= refusal != null;
      switch (part) {
        case Part.Text(String more) -> text.append(more);
        case Part.Reasoning thought when thought.signature() == null && thought.text() != null ->
            thoughts.append(thought.text());
        default -> {
          if (refusal == null) {
            kept.add(part);
          } else {
            text.append(refusal);
          }
        }
      }
    }
    choice(
        out,
        index,
        text.toString(),
        thoughts.toString(),
        kept.isEmpty() ? null : keeper.write(kept),
        new ChatEvent.Finished(answer.reason(), answer.detail(), null),
        refuses);
  }

  /** One choice, or a piece of it; without a reason it goes on. */
  static void choice(
      JsonGenerator out,
      int index,
      String text,
      String thoughts,
      @Nullable Json kept,
      ChatEvent.@Nullable Finished end,
      boolean refuses) {
    out.writeStartObject();
    out.writeStringProperty("text", text);
    out.writeNumberProperty("index", index);
    out.writeNullProperty("logprobs");
    if (end == null) {
      out.writeNullProperty("finish_reason");
    } else {
      Spelling.finish(out, finish(end.reason(), refuses), end);
    }
    if (!thoughts.isEmpty()) {
      out.writeStringProperty(Spelling.THOUGHTS, thoughts);
    }
    if (kept != null) {
      JsonWriter.field(out, Spelling.KEPT, kept);
    }
    out.writeEndObject();
  }

  // The form knows three reasons and none for what is of one vendor.
  private static String finish(FinishReason reason, boolean refuses) {
    String word = Spelling.of(reason, refuses, false);
    return word.equals("length") || word.equals("content_filter") ? word : "stop";
  }

  @Override
  public AnswerStream stream(CompletionCall call, AnswerDefaults defaults) {
    return new CompletionStream(
        defaults, call.answers(), call.prompts().getFirst().usage(), keeper);
  }
}

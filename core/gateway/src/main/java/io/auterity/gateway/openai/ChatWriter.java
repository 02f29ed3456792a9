package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes whole answers of chat completions. */
public final class ChatWriter {

  private final UnsupportedParts keeper;

  public ChatWriter(Binder binder) {
    this.keeper = new UnsupportedParts(binder);
  }

  public byte[] write(ChatResponse answer, AnswerDefaults stamp) {
    return write(List.of(answer), false, stamp);
  }

  /**
   * Several answers to one question, as choices of one.
   *
   * @param older whether a call is told as {@code function_call}
   */
  byte[] write(List<ChatResponse> answers, boolean older, AnswerDefaults stamp) {
    return JsonBody.bytes(out -> write(out, answers, older, stamp));
  }

  private void write(
      JsonGenerator out, List<ChatResponse> answers, boolean older, AnswerDefaults stamp) {
    ChatResponse answer = answers.getFirst();
    AnswerExtra extra = AnswerExtra.of(answer.extra());
    out.writeStartObject();
    out.writeStringProperty("id", stamp.idOr(answer.id()));
    out.writeStringProperty("object", "chat.completion");
    out.writeNumberProperty("created", extra.created(stamp.seconds()));
    out.writeStringProperty("model", stamp.modelOr(answer.model()));
    out.writeArrayPropertyStart("choices");
    for (int i = 0; i < answers.size(); i++) {
      writeChoice(out, i, answers.get(i), older);
    }
    out.writeEndArray();
    List<TokenUsage> used = answers.stream().map(ChatResponse::usage).toList();
    Spelling.usage(out, used, used.size() == 1 ? extra : new AnswerExtra(Json.EMPTY));
    extra.writeTop(out);
    out.writeEndObject();
  }

  private void writeChoice(JsonGenerator out, int index, ChatResponse answer, boolean older) {
    out.writeStartObject();
    out.writeNumberProperty("index", index);
    AnswerMessage message = new AnswerMessage(answer.parts(), older, keeper);
    AnswerExtra extra = AnswerExtra.of(answer.extra());
    message.write(out, extra);
    LogprobWriter.write(out, message.tokens(), message.refuses());
    Spelling.finish(
        out,
        new ChatEvent.Finished(answer.reason(), answer.detail(), null),
        message.refuses(),
        older,
        extra);
    if (answer.xml() != null) {
      JsonWriter.field(out, XmlField.NAME, XmlField.json(answer.xml()));
    }
    out.writeEndObject();
  }
}

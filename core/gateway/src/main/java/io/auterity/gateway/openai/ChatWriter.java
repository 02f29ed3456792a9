package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.KeptParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Extra;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Writes whole answers of chat completions. */
public final class ChatWriter {

  private static final Set<String> OURS =
      Set.of("id", "object", "created", "model", "choices", "usage");

  private final KeptParts keeper;

  public ChatWriter(Binder binder) {
    this.keeper = new KeptParts(binder);
  }

  public byte[] write(ChatResponse answer, AnswerDefaults stamp) {
    return JsonBody.bytes(out -> write(out, answer, stamp));
  }

  private void write(JsonGenerator out, ChatResponse answer, AnswerDefaults stamp) {
    Json.Obj extra = Extra.in(answer.extra(), PartReader.DIALECT);
    out.writeStartObject();
    out.writeStringProperty("id", stamp.idOr(answer.id()));
    out.writeStringProperty("object", "chat.completion");
    out.writeNumberProperty(
        "created",
        extra.get("created") instanceof Json.Int(long seconds) ? seconds : stamp.seconds());
    out.writeStringProperty("model", stamp.modelOr(answer.model()));
    out.writeArrayPropertyStart("choices");
    writeChoice(out, answer);
    out.writeEndArray();
    if (Spelling.told(answer.usage())) {
      Spelling.usage(out, answer.usage());
    }
    for (Map.Entry<String, Json> field : extra.fields().entrySet()) {
      if (!OURS.contains(field.getKey())) {
        JsonWriter.field(out, field.getKey(), field.getValue());
      }
    }
    out.writeEndObject();
  }

  private void writeChoice(JsonGenerator out, ChatResponse answer) {
    out.writeStartObject();
    out.writeNumberProperty("index", 0);
    AnswerMessage message = new AnswerMessage(answer.parts(), keeper);
    message.write(out);
    out.writeNullProperty("logprobs");
    out.writeStringProperty("finish_reason", Spelling.of(answer.reason(), message.refuses()));
    out.writeEndObject();
  }
}

package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.CallArguments;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.MediaNotice;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes one whole message. */
final class MessageWriter {

  private final SealedParts sealed;
  private final MediaNotice notices = new MediaNotice();
  private final List<Json> blocks = new ArrayList<>();

  MessageWriter(SealedParts sealed) {
    this.sealed = sealed;
  }

  byte[] write(ChatResponse answer, AnswerDefaults defaults) {
    answer.parts().forEach(this::add);
    return JsonBody.bytes(out -> write(out, answer, defaults));
  }

  private void write(JsonGenerator out, ChatResponse answer, AnswerDefaults defaults) {
    MessageFields fields = new MessageFields(answer.extra());
    out.writeStartObject();
    out.writeStringProperty("id", defaults.idOr(answer.id()));
    out.writeStringProperty("type", "message");
    out.writeStringProperty("role", "assistant");
    out.writeStringProperty("model", defaults.modelOr(answer.model()));
    JsonWriter.field(out, "content", Json.array(blocks));
    MessageFields.stop(out, answer.reason(), answer.detail());
    fields.own(out);
    fields.usage(out, answer.usage());
    if (answer.xml() != null) {
      JsonWriter.field(out, XmlField.NAME, XmlField.json(answer.xml()));
    }
    out.writeEndObject();
  }

  private void add(Part part) {
    String refusal = UnsupportedParts.refusal(part);
    Json.Obj own = ContentJson.own(part);
    switch (part) {
      case Part.Text(String text) -> blocks.add(ContentJson.text(text));
      case Part.Reasoning thought -> blocks.add(thinking(thought));
      case Part.ToolCall call ->
          blocks.add(ContentJson.toolUse(call, CallArguments.object(call.arguments())));
      case Part.Citation source -> cite(source);
      case Part.Opaque _ when own != null -> blocks.add(own);
      case Part.Opaque _ when refusal != null -> blocks.add(ContentJson.text(refusal));
      default -> {
        blocks.add(sealed.block(part));
        String notice = notices.of(part);
        if (notice != null) {
          blocks.add(ContentJson.text(notice));
        }
      }
    }
  }

  private static Json.Obj thinking(Part.Reasoning thought) {
    return ContentJson.thinking(
        thought.text(), SealedParts.signature(thought.signature(), thought.dialect()));
  }

  private void cite(Part.Citation source) {
    Json.Obj written = ContentJson.citation(source);
    if (written == null
        || blocks.isEmpty()
        || !(blocks.getLast() instanceof Json.Obj last)
        || !"text".equals(last.text("type"))) {
      blocks.add(sealed.block(source));
      return;
    }
    List<Json> cited = new ArrayList<>();
    if (last.get("citations") instanceof Json.Arr(List<Json> before)) {
      cited.addAll(before);
    }
    cited.add(written);
    blocks.set(blocks.size() - 1, last.with("citations", Json.array(cited)));
  }
}

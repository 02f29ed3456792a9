package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole answer of a chat model. */
public record ChatResponse(
    String id,
    String model,
    List<Part> parts,
    FinishReason reason,
    TokenUsage usage,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra,
    @Description("The stop text that was met, or the vendor's word for another reason")
        @Nullable String detail,
    @Description("The elements of an answer in XML, where one was asked for; no connector tells it")
        @Nullable XmlAnswer xml)
    implements ChatAnswer {
  public ChatResponse {
    parts = List.copyOf(parts);
    extra = Extra.copy(extra);
  }

  public ChatResponse(
      String id,
      String model,
      List<Part> parts,
      FinishReason reason,
      TokenUsage usage,
      @Nullable Map<String, Obj> extra,
      @Nullable String detail) {
    this(id, model, parts, reason, usage, extra, detail, null);
  }

  public ChatResponse(
      String id,
      String model,
      List<Part> parts,
      FinishReason reason,
      TokenUsage usage,
      @Nullable Map<String, Obj> extra) {
    this(id, model, parts, reason, usage, extra, null, null);
  }

  public ChatResponse withXml(XmlAnswer elements) {
    return new ChatResponse(id, model, parts, reason, usage, extra, detail, elements);
  }
}

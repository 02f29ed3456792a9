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

  /** One of which the vendor told nothing else. */
  public static Builder builder(
      String id, String model, List<Part> parts, FinishReason reason, TokenUsage usage) {
    return new Builder(id, model, parts, reason, usage);
  }

  /** An answer piece by piece. */
  public static final class Builder {
    private final String id;
    private final String model;
    private final List<Part> parts;
    private final FinishReason reason;
    private final TokenUsage usage;
    private @Nullable Map<String, Obj> extra;
    private @Nullable String detail;
    private @Nullable XmlAnswer xml;

    private Builder(
        String id, String model, List<Part> parts, FinishReason reason, TokenUsage usage) {
      this.id = id;
      this.model = model;
      this.parts = parts;
      this.reason = reason;
      this.usage = usage;
    }

    public Builder extra(@Nullable Map<String, Obj> value) {
      extra = value;
      return this;
    }

    public Builder detail(@Nullable String value) {
      detail = value;
      return this;
    }

    public Builder xml(@Nullable XmlAnswer value) {
      xml = value;
      return this;
    }

    public ChatResponse build() {
      return new ChatResponse(id, model, parts, reason, usage, extra, detail, xml);
    }
  }
}

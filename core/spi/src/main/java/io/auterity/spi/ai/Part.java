package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Json.Obj;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a message. The set grows: a switch over it has a default. In JSON the field {@code
 * type} names the piece, e.g. {@code tool_call}. Where a piece has {@code extra}, it holds further
 * fields by the dialect they are in, as {@link ChatRequest#extra} does.
 */
public sealed interface Part {

  /** What may stand in a tool's answer as well. */
  sealed interface Content extends Part {}

  record Text(String text) implements Content {}

  /** A piece of text. */
  static Part ofText(String text) {
    return new Text(text);
  }

  /** A picture by URL, or by bytes in base64 with their media type. */
  record Image(
      @Nullable String url,
      @Nullable String mediaType,
      @Nullable String base64,
      @Description(Extra.HELP) @Nullable Map<String, Obj> extra)
      implements Content {
    public Image {
      extra = Extra.copy(extra);
    }

    public Image(@Nullable String url, @Nullable String mediaType, @Nullable String base64) {
      this(url, mediaType, base64, null);
    }
  }

  record Audio(String mediaType, String base64) implements Content {}

  /** A document by URL, or by bytes in base64 with their media type. */
  record File(
      @Nullable String name,
      @Nullable String url,
      @Nullable String mediaType,
      @Nullable String base64,
      @Description(Extra.HELP) @Nullable Map<String, Obj> extra)
      implements Content {
    public File {
      extra = Extra.copy(extra);
    }

    public File(
        @Nullable String name,
        @Nullable String url,
        @Nullable String mediaType,
        @Nullable String base64) {
      this(name, url, mediaType, base64, null);
    }
  }

  /**
   * Asks the vendor to keep everything up to here in its cache: it stands right after the part that
   * it marks. A part of its own, so that one form fits all that can be marked.
   */
  record CachePoint(
      @Description("How long to keep it, in the vendor's words, e.g. 1h; as usual when absent")
          @Nullable String ttl)
      implements Content {}

  /** A piece that only its vendor understands, carried unchanged. */
  record Opaque(String dialect, Json value) implements Content {}

  /** The model asks for a tool; {@code arguments} is JSON text exactly as the model wrote it. */
  record ToolCall(
      String id,
      String name,
      String arguments,
      @Description(Extra.HELP) @Nullable Map<String, Obj> extra)
      implements Part {
    public ToolCall {
      extra = Extra.copy(extra);
    }

    public ToolCall(String id, String name, String arguments) {
      this(id, name, arguments, null);
    }
  }

  /** What a tool answered to the call of that id, in words, pictures or files. */
  record ToolResult(
      String id,
      List<Content> parts,
      @Description("Whether the tool failed") @Nullable Boolean error)
      implements Part {
    public ToolResult {
      parts = List.copyOf(parts);
    }

    /** An answer in words. */
    public ToolResult(String id, String text) {
      this(id, List.of(new Text(text)), null);
    }

    /** Its words alone, a line for each part. */
    public String text() {
      return parts.stream()
          .filter(Text.class::isInstance)
          .map(part -> ((Text) part).text())
          .collect(Collectors.joining("\n"));
    }
  }

  /** Thoughts of the model; the signature is opaque and goes back to the same vendor unchanged. */
  record Reasoning(
      @Nullable String text,
      @Nullable String signature,
      @Description("Dialect of the vendor that signed, where known; no other is sent them")
          @Nullable String dialect)
      implements Part {

    public Reasoning(@Nullable String text, @Nullable String signature) {
      this(text, signature, null);
    }
  }

  /**
   * How likely the tokens of the answer's text were, in the order of that text; in a stream, of the
   * tokens that came since the last. A model does not get them back.
   */
  record Logprobs(List<TokenLogprob> tokens) implements Part {
    public Logprobs {
      tokens = List.copyOf(tokens);
    }
  }

  /** Where the text before it comes from; {@code text} is what is quoted. */
  record Citation(
      String text,
      @Nullable String url,
      @Nullable String title,
      @Description(Extra.HELP) @Nullable Map<String, Obj> extra)
      implements Part {
    public Citation {
      extra = Extra.copy(extra);
    }

    public Citation(String text, @Nullable String url, @Nullable String title) {
      this(text, url, title, null);
    }
  }
}

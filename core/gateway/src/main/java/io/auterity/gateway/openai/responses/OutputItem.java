package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** One item of an answer, as it grows. */
abstract sealed class OutputItem {

  /** Field of a call for what only its vendor understands. */
  static final String KEPT = "auterity_extra";

  private final ResponseEventSink responseEventSink;
  private final int place;
  private final String id;
  private String status = "in_progress";

  private OutputItem(ResponseEventSink responseEventSink, int place, String id) {
    this.responseEventSink = responseEventSink;
    this.place = place;
    this.id = id;
  }

  final boolean open() {
    return status.equals("in_progress");
  }

  /** Whether it goes on with this piece; {@code part} is the answer's part that it is of. */
  abstract boolean takes(int part, Part piece);

  abstract void add(int part, Part piece);

  abstract void finish();

  abstract Json.Obj json();

  final OutputItem begun() {
    tell("response.output_item.added", out -> JsonWriter.field(out, "item", json()));
    return this;
  }

  final void close(boolean whole) {
    finish();
    status = whole ? "completed" : "incomplete";
    tell("response.output_item.done", out -> JsonWriter.field(out, "item", json()));
  }

  final Map<String, Json> head(String type) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("id", Json.of(id));
    fields.put("type", Json.of(type));
    fields.put("status", Json.of(status));
    return fields;
  }

  final void tell(String type, Consumer<JsonGenerator> fields) {
    responseEventSink.tell(
        type,
        out -> {
          out.writeNumberProperty("output_index", place);
          fields.accept(out);
        });
  }

  /** Tells what happens inside. */
  final void tellInside(String type, Consumer<JsonGenerator> fields) {
    tell(
        type,
        out -> {
          out.writeStringProperty("item_id", id);
          fields.accept(out);
        });
  }

  /** What the model said: texts with their sources, and refusals. */
  static final class Spoken extends OutputItem {
    private final List<Piece> pieces = new ArrayList<>();
    private boolean growing;

    Spoken(ResponseEventSink responseEventSink, int place, String id) {
      super(responseEventSink, place, id);
    }

    private static final class Piece {
      private final int part;
      private final boolean refuses;
      private final StringBuilder words = new StringBuilder();
      private final List<Json> sources = new ArrayList<>();

      private Piece(int part, boolean refuses) {
        this.part = part;
        this.refuses = refuses;
      }

      Json.Obj json() {
        if (refuses) {
          return FunctionReader.typed("refusal", Json.of(words.toString()));
        }
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("type", Json.of("output_text"));
        fields.put("text", Json.of(words.toString()));
        fields.put("annotations", Json.array(sources));
        fields.put("logprobs", Json.array(List.of()));
        return new Json.Obj(fields);
      }
    }

    @Override
    boolean takes(int part, Part piece) {
      return switch (piece) {
        case Part.Text _ -> true;
        case Part.Citation source -> !pieces.isEmpty() && annotation(source, 0) != null;
        default -> refusal(piece) != null;
      };
    }

    @Override
    void add(int part, Part piece) {
      String refusal = refusal(piece);
      if (piece instanceof Part.Citation source) {
        cite(source);
      } else if (refusal != null) {
        grow(part, refusal, true);
      } else {
        grow(part, ((Part.Text) piece).text(), false);
      }
    }

    private void grow(int part, String more, boolean refuses) {
      if (!growing || pieces.getLast().part != part || pieces.getLast().refuses != refuses) {
        finish();
        pieces.add(new Piece(part, refuses));
        growing = true;
        content("response.content_part.added", this::writePart);
      }
      Piece last = pieces.getLast();
      last.words.append(more);
      content(
          refuses ? "response.refusal.delta" : "response.output_text.delta",
          out -> {
            out.writeStringProperty("delta", more);
            noLogprobs(out, refuses);
          });
    }

    private void cite(Part.Citation source) {
      Piece last = pieces.getLast();
      Json.Obj written = Objects.requireNonNull(annotation(source, last.words.length()));
      last.sources.add(written);
      content(
          "response.output_text.annotation.added",
          out -> {
            out.writeNumberProperty("annotation_index", last.sources.size() - 1);
            JsonWriter.field(out, "annotation", written);
          });
    }

    @Override
    void finish() {
      if (!growing) {
        return;
      }
      growing = false;
      Piece last = pieces.getLast();
      content(
          last.refuses ? "response.refusal.done" : "response.output_text.done",
          out -> {
            out.writeStringProperty(last.refuses ? "refusal" : "text", last.words.toString());
            noLogprobs(out, last.refuses);
          });
      content("response.content_part.done", this::writePart);
    }

    private void writePart(JsonGenerator out) {
      JsonWriter.field(out, "part", pieces.getLast().json());
    }

    private void content(String type, Consumer<JsonGenerator> fields) {
      tellInside(
          type,
          out -> {
            out.writeNumberProperty("content_index", pieces.size() - 1);
            fields.accept(out);
          });
    }

    private static void noLogprobs(JsonGenerator out, boolean refuses) {
      if (!refuses) {
        out.writeArrayPropertyStart("logprobs");
        out.writeEndArray();
      }
    }

    @Override
    Json.Obj json() {
      Map<String, Json> fields = head("message");
      fields.put("role", Json.of("assistant"));
      fields.put("content", Json.array(pieces.stream().map(Piece::json).toList()));
      return new Json.Obj(fields);
    }
  }

  /** What the model thought, and the seal on it. */
  static final class Thought extends OutputItem {
    private final UnsupportedParts keeper;
    private final int part;
    private final StringBuilder words = new StringBuilder();
    private @Nullable String signature;
    private @Nullable String dialect;

    Thought(
        ResponseEventSink responseEventSink,
        int place,
        String id,
        int part,
        UnsupportedParts keeper) {
      super(responseEventSink, place, id);
      this.part = part;
      this.keeper = keeper;
    }

    @Override
    boolean takes(int other, Part piece) {
      return piece instanceof Part.Reasoning && part == other && signature == null;
    }

    @Override
    void add(int other, Part piece) {
      Part.Reasoning thought = (Part.Reasoning) piece;
      if (thought.text() != null && !thought.text().isEmpty()) {
        grow(thought.text());
      }
      if (thought.signature() != null) {
        signature = thought.signature();
        dialect = thought.dialect();
      }
    }

    private void grow(String more) {
      if (words.isEmpty()) {
        summary("response.reasoning_summary_part.added", out -> part(out, ""));
      }
      words.append(more);
      summary(
          "response.reasoning_summary_text.delta", out -> out.writeStringProperty("delta", more));
    }

    @Override
    void finish() {
      if (!words.isEmpty()) {
        String all = words.toString();
        summary(
            "response.reasoning_summary_text.done", out -> out.writeStringProperty("text", all));
        summary("response.reasoning_summary_part.done", out -> part(out, all));
      }
    }

    private void summary(String type, Consumer<JsonGenerator> fields) {
      tellInside(
          type,
          out -> {
            out.writeNumberProperty("summary_index", 0);
            fields.accept(out);
          });
    }

    private static void part(JsonGenerator out, String text) {
      JsonWriter.field(out, "part", summary(text));
    }

    private static Json.Obj summary(String text) {
      return Json.EMPTY.with("type", Json.of("summary_text")).with("text", Json.of(text));
    }

    @Override
    Json.Obj json() {
      Map<String, Json> fields = head("reasoning");
      fields.put(
          "summary", Json.array(words.isEmpty() ? List.of() : List.of(summary(words.toString()))));
      fields.put("encrypted_content", Json.of(seal()));
      return new Json.Obj(fields);
    }

    // It is unknown whose a signature without a name is, which a place that has one could not say.
    private String seal() {
      if (signature == null) {
        return UnsupportedParts.UNSIGNED;
      }
      return dialect == null
          ? keeper.seal(
              List.of(new Part.Reasoning(words.isEmpty() ? null : words.toString(), signature)))
          : UnsupportedParts.signature(signature, dialect, ResponsesReader.RESPONSES);
    }
  }

  /** A call of a function. */
  static final class Called extends OutputItem {
    private final int part;
    private final Part.ToolCall first;
    private final StringBuilder arguments = new StringBuilder();

    Called(
        ResponseEventSink responseEventSink, int place, String id, int part, Part.ToolCall first) {
      super(responseEventSink, place, id);
      this.part = part;
      this.first = first;
    }

    boolean isOf(int other) {
      return part == other;
    }

    @Override
    boolean takes(int other, Part piece) {
      return part == other && piece instanceof Part.ToolCall;
    }

    @Override
    void add(int other, Part piece) {
      String more = ((Part.ToolCall) piece).arguments();
      if (!more.isEmpty()) {
        arguments.append(more);
        tellInside(
            "response.function_call_arguments.delta",
            out -> out.writeStringProperty("delta", more));
      }
    }

    @Override
    void finish() {
      tellInside(
          "response.function_call_arguments.done",
          out -> {
            out.writeStringProperty("name", first.name());
            out.writeStringProperty("arguments", arguments.toString());
          });
    }

    @Override
    Json.Obj json() {
      Map<String, Json> fields = head("function_call");
      fields.put("call_id", Json.of(first.id()));
      fields.put("name", Json.of(first.name()));
      fields.put("arguments", Json.of(arguments.toString()));
      if (first.extra() != null) {
        Map<String, Json> others = new LinkedHashMap<>(first.extra());
        others.remove(ResponsesReader.RESPONSES);
        Extra.in(first.extra(), ResponsesReader.RESPONSES).fields().forEach(fields::putIfAbsent);
        if (!others.isEmpty()) {
          fields.put(KEPT, new Json.Obj(others));
        }
      }
      return new Json.Obj(fields);
    }
  }

  /** What the dialect has no place for, or what only its vendor knows. */
  static final class Whole extends OutputItem {
    private static final String CUSTOM = "custom_tool_call";
    private final Part part;
    private final UnsupportedParts keeper;

    Whole(
        ResponseEventSink responseEventSink,
        int place,
        String id,
        Part part,
        UnsupportedParts keeper) {
      super(responseEventSink, place, id);
      this.part = part;
      this.keeper = keeper;
    }

    @Override
    boolean takes(int other, Part piece) {
      return false;
    }

    @Override
    void add(int other, Part piece) {
      tellInput("delta");
    }

    @Override
    void finish() {
      tellInput("done");
    }

    // Of a tool that takes a text, whose pieces came as one.
    private void tellInput(String what) {
      Json.Obj item = own();
      if (item != null && CUSTOM.equals(item.text("type"))) {
        String input = Objects.requireNonNullElse(item.text("input"), "");
        tell(
            "response.custom_tool_call_input." + what,
            out -> {
              out.writeStringProperty("item_id", item.text("id"));
              out.writeStringProperty(what.equals("done") ? "input" : what, input);
            });
      }
    }

    private Json.@Nullable Obj own() {
      return part instanceof Part.Opaque(String dialect, Json.Obj item)
              && dialect.equals(ResponsesReader.RESPONSES)
          ? item
          : null;
    }

    @Override
    Json.Obj json() {
      Json.Obj item = own();
      if (item != null) {
        return item;
      }
      Map<String, Json> fields = head("reasoning");
      fields.put("summary", Json.array(List.of()));
      fields.put("encrypted_content", Json.of(keeper.seal(List.of(part))));
      return new Json.Obj(fields);
    }
  }

  /** The words of a refusal; null when the part is none. */
  static @Nullable String refusal(Part part) {
    return part instanceof Part.Opaque(String dialect, Json value)
            && dialect.equals(ResponsesReader.CHAT)
            && value instanceof Json.Obj object
            && "refusal".equals(object.text("type"))
        ? object.text("refusal")
        : null;
  }

  /** The source of a text of that length; null when the dialect has no place for it. */
  private static Json.@Nullable Obj annotation(Part.Citation source, int length) {
    Json.Obj own = Extra.in(source.extra(), ResponsesReader.RESPONSES);
    if (!own.fields().isEmpty()) {
      return own;
    }
    if (source.url() == null) {
      return null;
    }
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("type", Json.of("url_citation"));
    fields.put("start_index", Json.of(0));
    fields.put("end_index", Json.of(length));
    fields.put("url", Json.of(source.url()));
    fields.put("title", Json.of(source.title() == null ? source.url() : source.title()));
    return new Json.Obj(fields);
  }
}

package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.MediaNotice;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireEvent;
import io.auterity.spi.ai.XmlAnswer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes one streamed message as server-sent events. Blocks follow one another: one ends when the
 * next begins, and not only when the vendor says so, which may be at the very end. Where a vendor
 * tells two calls side by side, the second waits until the arguments of the first are whole.
 */
final class MessageStreamWriter implements AnswerStream {

  /** Number of the part that says what callers do not see; vendors' parts count from nought. */
  private static final int NOTICE = -1;

  private final SealedParts sealed;
  private final MediaNotice notices = new MediaNotice();
  private final Map<Integer, List<Part>> waiting = new LinkedHashMap<>();
  private final Set<Integer> done = new HashSet<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final String request;
  private AnswerDefaults defaults;
  private TokenUsage usage = TokenUsage.NONE;
  private @Nullable OpenBlock open;
  private int blocks;
  private boolean begun;
  private boolean ended;

  MessageStreamWriter(AnswerDefaults defaults, SealedParts sealed) {
    this.request = defaults.id();
    this.defaults = defaults;
    this.sealed = sealed;
  }

  @Override
  public byte[] pass(WireEvent.Passed event) {
    begun = true;
    ended |= event.last();
    return event.bytes();
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
      case ChatEvent.PartDelta(int part, var piece) when tells(piece) -> take(part, piece);
      case ChatEvent.PartDone(int part) -> done(part);
      case ChatEvent.Finished finished -> finish(finished);
      case ChatEvent.Failed(Failure failure) -> breakOff(failure);
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

  private void take(int part, Part piece) {
    begin();
    OpenBlock block = open;
    boolean whole = piece instanceof Part.ToolCall && done.contains(part);
    if (whole || (piece instanceof Part.Citation source && cited(source))) {
      return;
    }
    if (block != null && block.part == part) {
      grow(block, piece);
      letOut();
    } else if (block == null || block.whole()) {
      close();
      open(part, piece);
      notice(piece);
    } else {
      waiting.computeIfAbsent(part, _ -> new ArrayList<>()).add(piece);
    }
  }

  private void notice(Part piece) {
    String notice = notices.of(piece);
    if (notice != null) {
      close();
      open(NOTICE, new Part.Text(notice));
    }
  }

  private void done(int part) {
    OpenBlock block = open;
    if (block != null && block.part == part) {
      close();
      letOut();
    } else if (waiting.containsKey(part)) {
      done.add(part);
    }
  }

  /** Writes what waited, up to the first call that is not told to its end. */
  private void letOut() {
    while (!waiting.isEmpty() && (open == null || open.whole())) {
      close();
      Map.Entry<Integer, List<Part>> first = waiting.entrySet().iterator().next();
      int part = first.getKey();
      List<Part> pieces = first.getValue();
      waiting.remove(part);
      OpenBlock block = open(part, pieces.getFirst());
      notice(pieces.getFirst());
      pieces.stream().skip(1).forEach(piece -> grow(block, piece));
      if (done.remove(part)) {
        close();
      }
    }
  }

  private void begin() {
    if (begun) {
      return;
    }
    begun = true;
    MessageFields fields = new MessageFields(null);
    event(
        "message_start",
        out -> {
          out.writeObjectPropertyStart("message");
          out.writeStringProperty("id", defaults.id());
          out.writeStringProperty("type", "message");
          out.writeStringProperty("role", "assistant");
          out.writeStringProperty("model", defaults.model());
          out.writeArrayPropertyStart("content");
          out.writeEndArray();
          out.writeNullProperty("stop_reason");
          out.writeNullProperty("stop_sequence");
          fields.own(out);
          fields.usage(out, usage);
          out.writeEndObject();
        });
  }

  private OpenBlock open(int part, Part piece) {
    OpenBlock.Kind kind = OpenBlock.kind(piece);
    OpenBlock block = new OpenBlock(part, blocks++, kind);
    open = block;
    Json.Obj start = start(piece);
    event(
        "content_block_start",
        out -> {
          out.writeNumberProperty("index", block.index);
          JsonWriter.field(out, "content_block", start);
        });
    if (kind != OpenBlock.Kind.WHOLE) {
      grow(block, piece);
    }
    return block;
  }

  private Json.Obj start(Part piece) {
    Json.Obj own = ContentJson.own(piece);
    return switch (piece) {
      case Part.Text _ -> ContentJson.text("");
      case Part.Reasoning _ -> ContentJson.thinking("", "");
      case Part.ToolCall call -> ContentJson.toolUse(call, Json.EMPTY);
      case Part.Opaque _ when own != null -> own;
      case Part.Opaque _ when UnsupportedParts.refusal(piece) != null -> ContentJson.text("");
      default -> sealed.block(piece);
    };
  }

  private void grow(OpenBlock block, Part piece) {
    String refusal = UnsupportedParts.refusal(piece);
    switch (piece) {
      case Part.Text(String text) -> delta(block, "text_delta", "text", text);
      case Part.Reasoning thought -> think(block, thought);
      case Part.ToolCall call -> {
        block.follow(call.arguments());
        if (!call.arguments().isEmpty()) {
          delta(block, "input_json_delta", "partial_json", call.arguments());
        }
      }
      default -> {
        if (refusal != null) {
          delta(block, "text_delta", "text", refusal);
        }
      }
    }
  }

  private void think(OpenBlock block, Part.Reasoning thought) {
    if (thought.text() != null && !thought.text().isEmpty()) {
      delta(block, "thinking_delta", "thinking", thought.text());
    }
    block.signed |= AnthropicDialect.NAME.equals(thought.dialect());
    if (thought.signature() != null) {
      sign(block, SealedParts.signature(thought.signature(), thought.dialect()));
    }
  }

  private void sign(OpenBlock block, String signature) {
    block.signed = true;
    delta(block, "signature_delta", "signature", signature);
  }

  /** A source stands with the text that it is of, as long as that grows. */
  private boolean cited(Part.Citation source) {
    OpenBlock block = open;
    Json.Obj written = ContentJson.citation(source);
    if (block == null || block.kind != OpenBlock.Kind.TEXT || written == null) {
      return false;
    }
    delta(
        block,
        out -> {
          out.writeStringProperty("type", "citations_delta");
          JsonWriter.field(out, "citation", written);
        });
    return true;
  }

  private void delta(OpenBlock block, String type, String name, String piece) {
    delta(
        block,
        out -> {
          out.writeStringProperty("type", type);
          out.writeStringProperty(name, piece);
        });
  }

  private void delta(OpenBlock block, Consumer<JsonGenerator> fields) {
    event(
        "content_block_delta",
        out -> {
          out.writeNumberProperty("index", block.index);
          out.writeObjectPropertyStart("delta");
          fields.accept(out);
          out.writeEndObject();
        });
  }

  private void close() {
    OpenBlock block = open;
    if (block != null) {
      if (block.kind == OpenBlock.Kind.THINKING && !block.signed) {
        sign(block, UnsupportedParts.UNSIGNED);
      }
      event("content_block_stop", out -> out.writeNumberProperty("index", block.index));
      done.add(block.part);
      open = null;
    }
  }

  private void finish(ChatEvent.Finished finished) {
    begin();
    close();
    done.addAll(waiting.keySet());
    letOut();
    MessageFields fields = new MessageFields(finished.extra());
    XmlAnswer xml = finished.xml();
    event(
        "message_delta",
        out -> {
          out.writeObjectPropertyStart("delta");
          MessageFields.stop(out, finished.reason(), finished.detail());
          fields.own(out);
          out.writeEndObject();
          fields.usage(out, usage);
          if (xml != null) {
            JsonWriter.field(out, XmlField.NAME, XmlField.json(xml));
          }
        });
    event("message_stop", _ -> {});
    ended = true;
  }

  private void breakOff(Failure failure) {
    ended = true;
    event("error", out -> AnthropicFailures.write(out, failure, request));
  }

  private void event(String name, Consumer<JsonGenerator> fields) {
    ascii("event: " + name + "\ndata: ");
    JsonBody.write(
        bytes,
        out -> {
          out.writeStartObject();
          out.writeStringProperty("type", name);
          fields.accept(out);
          out.writeEndObject();
        });
    ascii("\n\n");
  }

  private void ascii(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}

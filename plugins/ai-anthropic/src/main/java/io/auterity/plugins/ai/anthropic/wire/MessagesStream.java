package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.ai.SseChatDecoder;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A streamed message. Its blocks follow one another; a block that only this vendor understands is
 * told as one piece when it is whole. Events of unknown types are passed over, as the vendor asks.
 */
final class MessagesStream implements SseChatDecoder.Answer<ChatEvent> {

  /** The block that grows now, as far as it was told. */
  private static final class OpenBlock {
    final Json.Obj start;
    final int part;
    final boolean passed;
    final StringBuilder input = new StringBuilder();
    final Map<String, Json> grown;

    OpenBlock(Json.Obj start, int part, boolean passed) {
      this.start = start;
      this.part = part;
      this.passed = passed;
      this.grown = new LinkedHashMap<>(start.fields());
    }

    String type() {
      return ReplyFields.text(start, "type");
    }

    /** Whether it passed as a whole, unread here. */
    boolean isPassedWhole() {
      return passed && AnthropicMessage.part(start) instanceof Part.Opaque;
    }
  }

  private AnthropicMessage message = new AnthropicMessage(Json.EMPTY);
  private @Nullable OpenBlock open;
  private int parts;

  @Override
  public void take(String data, List<ChatEvent> events) {
    Json.Obj event = AnthropicErrors.readEvent(data);
    switch (ReplyFields.text(event, "type")) {
      case "message_start" -> start(ReplyFields.object(event, "message"), events);
      case "content_block_start" -> begin(ReplyFields.object(event, "content_block"), events);
      case "content_block_delta" -> grow(ReplyFields.object(event, "delta"), events);
      case "content_block_stop" -> close(events);
      case "message_delta" -> {
        message =
            message.with(ReplyFields.object(event, "delta"), ReplyFields.object(event, "usage"));
        events.add(new ChatEvent.Used(message.usage()));
      }
      case "message_stop" -> finish(events);
      default -> {}
    }
  }

  /** Whether an event may come now, of whose type no other comes instead. */
  boolean admits(String type) {
    boolean begun = !message.id().isEmpty();
    return switch (type) {
      case "message_start" -> !begun;
      case "content_block_start" -> begun && open == null && !message.ended();
      case "content_block_delta", "content_block_stop" -> open != null;
      case "message_delta" -> begun && open == null;
      case "message_stop" -> open == null && message.ended();
      default -> begun && !type.equals("error");
    };
  }

  /** The message as far as it was told, without its blocks. */
  AnthropicMessage message() {
    return message;
  }

  /** Number of the block that is open, or else of the next. */
  int index() {
    return open == null ? parts : open.part;
  }

  /** Type of the block that is open; empty when none is. */
  String openType() {
    return open == null ? "" : open.type();
  }

  /** How many characters the block that is open is told to have when it ends. */
  int untold() {
    OpenBlock block = open;
    return block != null && block.type().equals("tool_use") && block.input.isEmpty()
        ? Json.EMPTY.toString().length()
        : 0;
  }

  /** How many characters a model has written of that piece of a block, whatever the block is. */
  static int written(Json.Obj delta) {
    return switch (ReplyFields.text(delta, "type")) {
      case "text_delta" -> ReplyFields.text(delta, "text").length();
      case "thinking_delta" -> ReplyFields.text(delta, "thinking").length();
      case "input_json_delta" -> ReplyFields.text(delta, "partial_json").length();
      case "signature_delta", "citations_delta" -> 0;
      default -> {
        int all = 0;
        for (String name : delta.fields().keySet()) {
          all += name.equals("type") ? 0 : ReplyFields.text(delta, name).length();
        }
        yield all;
      }
    };
  }

  /**
   * Goes on behind an event that passes, and adds what reading it would have told, without its
   * words.
   */
  void pass(EventScan event, String data, List<ChatEvent> followed) {
    switch (event.type()) {
      case "message_start", "message_delta" -> take(data, followed);
      case "content_block_start" -> {
        Json.Obj start = ContentBlocks.typed(event.block());
        open = new OpenBlock(start, parts++, true);
        say(blank(start), followed);
      }
      case "content_block_delta" -> {
        if (event.length() > 0) {
          Objects.requireNonNull(open).input.replace(0, 1, " ");
        }
      }
      case "content_block_stop" -> close(followed);
      default -> {}
    }
  }

  private static Part blank(Json.Obj block) {
    return switch (AnthropicMessage.part(block)) {
      case Part.Text _ -> new Part.Text(" ");
      case Part.Reasoning _ -> new Part.Reasoning(" ", null, AnthropicFit.DIALECT);
      case Part.ToolCall _ -> new Part.ToolCall("", "", "");
      case Part other -> other;
    };
  }

  private void start(Json.Obj told, List<ChatEvent> events) {
    message = new AnthropicMessage(told);
    events.add(new ChatEvent.Started(message.id(), message.model()));
    events.add(new ChatEvent.Used(message.usage()));
  }

  private void begin(Json.Obj block, List<ChatEvent> events) {
    close(events);
    open = new OpenBlock(block, parts++, false);
    switch (AnthropicMessage.part(block)) {
      case Part.Text(String text) -> say(text.isEmpty() ? null : new Part.Text(text), events);
      case Part.Reasoning thought -> think(thought.text(), thought.signature(), events);
      case Part.ToolCall call ->
          say(new Part.ToolCall(call.id(), call.name(), "", call.extra()), events);
      default -> {}
    }
  }

  private void grow(Json.Obj delta, List<ChatEvent> events) {
    OpenBlock block = open;
    if (block == null) {
      return;
    }
    if (block.isPassedWhole()) {
      throw AnthropicErrors.unreadable("a block does not go on as it began");
    }
    switch (ReplyFields.text(delta, "type")) {
      case "text_delta" -> say(new Part.Text(ReplyFields.text(delta, "text")), events);
      case "thinking_delta" -> think(delta.text("thinking"), null, events);
      case "signature_delta" -> think(null, delta.text("signature"), events);
      case "citations_delta" -> cite(ReplyFields.object(delta, "citation"), events);
      case "input_json_delta" -> input(block, ReplyFields.text(delta, "partial_json"), events);
      default -> {
        delta.fields().forEach((name, value) -> append(block, name, value));
        grown(block, written(delta), events);
      }
    }
  }

  private void say(@Nullable Part part, List<ChatEvent> events) {
    if (part != null && open != null) {
      events.add(new ChatEvent.PartDelta(open.part, part));
    }
  }

  private void think(@Nullable String text, @Nullable String signature, List<ChatEvent> events) {
    String told = text == null || text.isEmpty() ? null : text;
    String sealed = signature == null || signature.isEmpty() ? null : signature;
    if (told != null || sealed != null) {
      say(new Part.Reasoning(told, sealed, AnthropicFit.DIALECT), events);
    }
  }

  private void cite(Json.Obj source, List<ChatEvent> events) {
    events.add(new ChatEvent.PartDelta(parts, AnthropicMessage.citation(source)));
    events.add(new ChatEvent.PartDone(parts++));
  }

  private void input(OpenBlock block, String json, List<ChatEvent> events) {
    block.input.append(json);
    if (!block.type().equals("tool_use")) {
      grown(block, json.length(), events);
    } else if (!json.isEmpty()) {
      say(new Part.ToolCall("", "", json), events);
    }
  }

  private static void grown(OpenBlock block, int length, List<ChatEvent> events) {
    if (length > 0) {
      events.add(new ChatEvent.PartGrown(block.part, length));
    }
  }

  /** A piece for a block that is not known here: its texts grow, whatever their names are. */
  private static void append(OpenBlock block, String name, Json value) {
    if (!name.equals("type") && value instanceof Json.Str(String more)) {
      String before = block.grown.get(name) instanceof Json.Str(String text) ? text : "";
      block.grown.put(name, Json.of(before + more));
    }
  }

  private void close(List<ChatEvent> events) {
    OpenBlock block = open;
    if (block == null) {
      return;
    }
    switch (block.type()) {
      case "text", "thinking" -> {}
      case "tool_use" -> {
        if (block.input.isEmpty()) {
          Part whole = AnthropicMessage.part(block.start);
          say(new Part.ToolCall("", "", ((Part.ToolCall) whole).arguments()), events);
        }
      }
      default ->
          say(
              new Part.Opaque(AnthropicFit.DIALECT, block.passed ? block.start : whole(block)),
              events);
    }
    events.add(new ChatEvent.PartDone(block.part));
    open = null;
  }

  private static Json.Obj whole(OpenBlock block) {
    if (!block.input.isEmpty()) {
      try {
        block.grown.put("input", JsonUtf8.read(block.input.toString()));
      } catch (MalformedJsonException e) {
        throw AnthropicErrors.unreadable(String.valueOf(e.getMessage()));
      }
    }
    return new Json.Obj(block.grown);
  }

  /** A reason to stop is as good as the event that says so. */
  @Override
  public void end(List<ChatEvent> events) {
    if (!message.ended()) {
      throw new CallFailedException(AnthropicErrors.unread("the answer was cut off"));
    }
    finish(events);
  }

  private void finish(List<ChatEvent> events) {
    close(events);
    events.add(new ChatEvent.Finished(message.reason(), message.detail(), message.extra()));
  }
}

package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Json;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the blocks of a message by events, character by character, as the vendor streams it. */
final class StreamedBlocks {

  private final List<String> events = new ArrayList<>();

  private StreamedBlocks() {}

  static List<String> of(List<Json> blocks) {
    StreamedBlocks stream = new StreamedBlocks();
    stream.event("message_start", "message", Json.EMPTY.with("id", Json.of("msg_1")));
    blocks.forEach(block -> stream.add((Json.Obj) block));
    stream.event("message_delta", "delta", Json.EMPTY.with("stop_reason", Json.of("end_turn")));
    stream.event("message_stop", null, null);
    return stream.events;
  }

  private void add(Json.Obj block) {
    switch (ReplyFields.text(block, "type")) {
      case "text" -> {
        start(block.with("text", Json.of("")).with("citations", Json.NULL));
        grow("text_delta", "text", ReplyFields.text(block, "text"));
        ReplyFields.objects(block, "citations")
            .forEach(source -> delta("citations_delta", "citation", source));
      }
      case "thinking" -> {
        start(block.with("thinking", Json.of("")).with("signature", Json.of("")));
        grow("thinking_delta", "thinking", ReplyFields.text(block, "thinking"));
        delta("signature_delta", "signature", Json.of(ReplyFields.text(block, "signature")));
      }
      case "tool_use" -> {
        start(block.with("input", Json.EMPTY));
        delta("input_json_delta", "partial_json", Json.of(""));
        String input = ReplyFields.object(block, "input").toString();
        if (!input.equals("{}")) {
          grow("input_json_delta", "partial_json", input);
        }
      }
      default -> start(block);
    }
    event("content_block_stop", null, null);
  }

  private void start(Json.Obj block) {
    event("content_block_start", "content_block", block);
  }

  private void grow(String type, String name, String text) {
    text.codePoints().forEach(c -> delta(type, name, Json.of(Character.toString(c))));
  }

  private void delta(String type, String name, Json value) {
    event("content_block_delta", "delta", ContentBlocks.typed(type).with(name, value));
  }

  private void event(String type, @Nullable String name, @Nullable Json value) {
    Json.Obj event = ContentBlocks.typed(type);
    events.add((name == null || value == null ? event : event.with(name, value)).toString());
  }
}

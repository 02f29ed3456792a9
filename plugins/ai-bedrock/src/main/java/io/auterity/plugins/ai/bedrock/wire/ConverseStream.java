package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.plugins.ai.bedrock.frame.EventMessage;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer of Converse. Only blocks of tools are said to begin; another block begins with
 * its first words. How much was used follows behind the end, and ends the answer.
 */
final class ConverseStream {

  private final String model;
  private ConverseAnswer answer = new ConverseAnswer(Json.EMPTY);
  private @Nullable GrowingBlock open;
  private int parts;

  ConverseStream(String model) {
    this.model = model;
  }

  /**
   * Takes a message and adds what it means.
   *
   * @throws CallFailedException when it cannot be read, or tells of an exception
   */
  void take(EventMessage message, List<ChatEvent> events) {
    if (!message.header(":message-type").equals("event")) {
      throw BedrockErrors.inside(message);
    }
    Json.Obj told = VendorReply.object(new String(message.payload(), StandardCharsets.UTF_8));
    switch (message.header(":event-type")) {
      case "messageStart" -> events.add(new ChatEvent.Started("", model));
      case "contentBlockStart" -> begin(told, events);
      case "contentBlockDelta" -> grow(told, events);
      case "contentBlockStop" -> close(events);
      case "messageStop" -> {
        close(events);
        answer = answer.with(told);
      }
      case "metadata" -> {
        answer = answer.with(told);
        events.add(new ChatEvent.Used(answer.usage()));
        if (answer.ended()) {
          finish(events);
        }
      }
      default -> {
        // What comes to be told later says nothing of the answer itself.
      }
    }
  }

  private void begin(Json.Obj told, List<ChatEvent> events) {
    close(events);
    Json.Obj start = ReplyFields.object(told, "start");
    if (start.fields().isEmpty()) {
      return;
    }
    String kind = start.fields().keySet().iterator().next();
    GrowingBlock block = new GrowingBlock(kind, parts++, ReplyFields.object(start, kind));
    open = block;
    say(block.began(), events);
  }

  private void grow(Json.Obj told, List<ChatEvent> events) {
    Json.Obj delta = ReplyFields.object(told, "delta");
    delta
        .fields()
        .forEach(
            (kind, value) -> {
              if (kind.equals("citation") && value instanceof Json.Obj source) {
                cite(source, events);
              } else {
                grow(kind, value, events);
              }
            });
  }

  private void grow(String kind, Json value, List<ChatEvent> events) {
    GrowingBlock block = open;
    if (GrowingBlock.saysNothing(kind, value)) {
      return;
    }
    if (block == null || !block.takes(kind, value)) {
      close(events);
      block = GrowingBlock.implied(kind, parts++, value);
      open = block;
    }
    int length = block.append(value);
    Part part = block.piece(value);
    if (part != null) {
      say(part, events);
    } else if (length > 0) {
      events.add(new ChatEvent.PartGrown(block.part(), length));
    }
  }

  private void say(@Nullable Part part, List<ChatEvent> events) {
    if (part != null && open != null) {
      events.add(new ChatEvent.PartDelta(open.part(), part));
    }
  }

  private void cite(Json.Obj source, List<ChatEvent> events) {
    events.add(new ChatEvent.PartDelta(parts, ConverseAnswer.citation(source)));
    events.add(new ChatEvent.PartDone(parts++));
  }

  private void close(List<ChatEvent> events) {
    GrowingBlock block = open;
    if (block != null) {
      say(block.whole(), events);
      events.add(new ChatEvent.PartDone(block.part()));
      open = null;
    }
  }

  /**
   * Nothing follows. A reason to stop is as good as the event that tells how much was used.
   *
   * @throws CallFailedException when there was none
   */
  void end(List<ChatEvent> events) {
    if (!answer.ended()) {
      throw new CallFailedException(VendorReply.broken("the answer was cut off"));
    }
    finish(events);
  }

  private void finish(List<ChatEvent> events) {
    close(events);
    events.add(new ChatEvent.Finished(answer.reason(), answer.detail(), answer.extra()));
  }
}

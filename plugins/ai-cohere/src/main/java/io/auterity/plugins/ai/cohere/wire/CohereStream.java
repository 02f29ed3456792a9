package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.ai.SseChatDecoder;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer that a stream has told so far, and the numbers of its parts: plan, thoughts and text
 * follow one another, citations stand between their pieces, and calls of tools come last.
 */
final class CohereStream implements SseChatDecoder.Answer<ChatEvent> {

  /** Some endpoints end their streams as OpenAI does. */
  private static final String DONE = "[DONE]";

  private enum Open {
    NOTHING,
    TEXT,
    THINKING,
    PLAN
  }

  private final String model;
  private final Map<Long, Integer> calls = new TreeMap<>();
  private Open open = Open.NOTHING;
  private int openPart;
  private int parts;
  private boolean started;

  CohereStream(String model) {
    this.model = model;
  }

  @Override
  public void take(String data, List<ChatEvent> events) {
    if (!data.equals(DONE)) {
      take(CohereErrors.event(data), events);
    }
  }

  @Override
  public void end(List<ChatEvent> events) {
    throw new CallFailedException(VendorReply.broken("the answer was cut off"));
  }

  private void take(Json.Obj event, List<ChatEvent> events) {
    Json.Obj delta = ReplyFields.object(event, "delta");
    Json.Obj message = ReplyFields.object(delta, "message");
    switch (ReplyFields.text(event, "type")) {
      case "message-start" -> start(ReplyFields.text(event, "id"), events);
      case "content-start" -> {
        close(events);
        say(ReplyFields.object(message, "content"), events);
      }
      case "content-delta" -> say(ReplyFields.object(message, "content"), events);
      case "content-end" -> close(events);
      case "tool-plan-delta" -> say(ReplyFields.text(message, "tool_plan"), Open.PLAN, events);
      case "tool-call-start" -> call(event, message, events);
      case "tool-call-delta" -> argue(event, message, events);
      case "tool-call-end" -> closeCall(ReplyFields.number(event, "index"), events);
      case "citation-start" -> cite(ReplyFields.object(message, "citations"), events);
      case "message-end" -> finish(delta, events);
      default -> {}
    }
  }

  private void start(String id, List<ChatEvent> events) {
    if (!started) {
      started = true;
      events.add(new ChatEvent.Started(id, model));
    }
  }

  private void say(Json.Obj content, List<ChatEvent> events) {
    say(ReplyFields.text(content, "thinking"), Open.THINKING, events);
    say(ReplyFields.text(content, "text"), Open.TEXT, events);
  }

  private void say(String text, Open kind, List<ChatEvent> events) {
    if (text.isEmpty()) {
      return;
    }
    start("", events);
    if (open != kind) {
      close(events);
      open = kind;
      openPart = parts++;
    }
    events.add(new ChatEvent.PartDelta(openPart, piece(text, kind)));
  }

  private static Part piece(String text, Open kind) {
    return switch (kind) {
      case THINKING -> new Part.Reasoning(text, null);
      case PLAN -> CohereSaid.plan(text);
      default -> new Part.Text(text);
    };
  }

  private void close(List<ChatEvent> events) {
    if (open != Open.NOTHING) {
      events.add(new ChatEvent.PartDone(openPart));
      open = Open.NOTHING;
    }
  }

  private void cite(Json.Obj source, List<ChatEvent> events) {
    start("", events);
    events.add(new ChatEvent.PartDelta(parts, CohereSaid.citation(source)));
    events.add(new ChatEvent.PartDone(parts++));
  }

  private void call(Json.Obj event, Json.Obj message, List<ChatEvent> events) {
    start("", events);
    close(events);
    long number = ReplyFields.number(event, "index");
    closeCall(number, events);
    calls.put(number, parts);
    Part call = CohereSaid.call(ReplyFields.object(message, "tool_calls"));
    events.add(new ChatEvent.PartDelta(parts++, call));
  }

  private void argue(Json.Obj event, Json.Obj message, List<ChatEvent> events) {
    Integer part = calls.get(ReplyFields.number(event, "index"));
    if (part == null) {
      throw VendorReply.unreadable("it tells arguments of a tool before its name");
    }
    Part.ToolCall told = CohereSaid.call(ReplyFields.object(message, "tool_calls"));
    events.add(new ChatEvent.PartDelta(part, new Part.ToolCall("", "", told.arguments())));
  }

  private void closeCall(long number, List<ChatEvent> events) {
    Integer part = calls.remove(number);
    if (part != null) {
      events.add(new ChatEvent.PartDone(part));
    }
  }

  private void finish(Json.Obj delta, List<ChatEvent> events) {
    start("", events);
    close(events);
    List.copyOf(calls.keySet()).forEach(number -> closeCall(number, events));
    Json.Obj usage = ReplyFields.object(delta, "usage");
    if (!usage.fields().isEmpty()) {
      events.add(new ChatEvent.Used(CohereUsage.read(usage)));
    }
    String word = ReplyFields.text(delta, "finish_reason");
    switch (word) {
      case "ERROR" -> throw CohereErrors.brokeOff(ReplyFields.text(delta, "error"));
      case "TIMEOUT" -> throw CohereErrors.tookTooLong();
      default -> events.add(finished(word, usage));
    }
  }

  private static ChatEvent finished(String word, Json.Obj usage) {
    FinishReason reason = CohereSaid.reason(word);
    return new ChatEvent.Finished(
        reason,
        reason == FinishReason.OTHER ? word : null,
        usage.fields().isEmpty()
            ? null
            : Extra.of(CohereFit.DIALECT, Json.EMPTY.with("usage", usage)));
  }
}

package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatEvent.PartDelta;
import io.auterity.spi.ai.ChatEvent.PartDone;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.toolkit.ai.SseChatDecoder;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A streamed response. Each piece of an item is a part; it is done with its item, which tells it
 * whole where nothing of it was told before. What the last event repeats of the answer was told.
 */
final class ItemsInProgress implements SseChatDecoder.Answer<ChatEvent> {

  /** Which piece of which item: its kind, and its place among those of the kind. */
  private record Piece(long item, String kind, long place) {}

  private final Map<Piece, Integer> open = new LinkedHashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private final Set<Piece> grown = new HashSet<>();
  private final Map<Long, Long> summaries = new LinkedHashMap<>();
  private int logprobs = -1;
  private boolean started;
  private boolean ended;

  @Override
  public void take(String data, List<ChatEvent> events) {
    if (data.equals(AnswerInProgress.DONE)) {
      return;
    }
    Json.Obj event = ReplyJson.object(data);
    long item = ReplyFields.number(event, "output_index");
    String delta = ReplyFields.text(event, "delta");
    switch (ReplyFields.text(event, "type")) {
      case "response.created", "response.in_progress" -> start(response(event), events);
      case "response.output_item.added" -> begin(item, ReplyFields.object(event, "item"), events);
      case "response.output_text.delta" -> {
        grow(piece(event, "text", "content_index"), new Part.Text(delta), delta, events);
        likely(LogprobJson.tokens(ReplyFields.objects(event, "logprobs")), events);
      }
      case "response.refusal.delta" ->
          refuse(piece(event, "refusal", "content_index"), delta, events);
      case "response.output_text.annotation.added" ->
          cite(item, ReplyFields.object(event, "annotation"), events);
      case "response.reasoning_summary_text.delta" -> summarize(item, event, delta, events);
      case "response.reasoning_text.delta" -> think(item, delta, events);
      case "response.function_call_arguments.delta" -> {
        Piece call = new Piece(item, "call", 0);
        if (open.containsKey(call)) {
          grow(call, new Part.ToolCall("", "", delta), delta, events);
        }
      }
      case "response.output_item.done" -> done(item, ReplyFields.object(event, "item"), events);
      case "response.completed", "response.incomplete" -> finish(response(event), events);
      case "response.failed", "error" -> fail(event, events);
      default -> {
        // What is told once more, or of a tool that the vendor carries out itself.
      }
    }
  }

  private static Json.Obj response(Json.Obj event) {
    return ReplyFields.object(event, "response");
  }

  // What was used until then is billed.
  private static void fail(Json.Obj event, List<ChatEvent> events) {
    Json.Obj response = response(event);
    if (response.get("usage") instanceof Json.Obj) {
      events.add(new ChatEvent.Used(AnswerItems.usage(response)));
    }
    throw new CallFailedException(failure(event));
  }

  private static io.auterity.spi.Failure failure(Json.Obj event) {
    Json.Obj error = response(event).get("error") instanceof Json.Obj told ? told : event;
    return Objects.requireNonNull(
        OpenAiErrors.inside(Json.EMPTY.with("error", error), ResponsesFit.DIALECT));
  }

  private void start(Json.Obj response, List<ChatEvent> events) {
    if (!started) {
      started = true;
      events.add(
          new ChatEvent.Started(
              ReplyFields.text(response, "id"), ReplyFields.text(response, "model")));
    }
  }

  private static Piece piece(Json.Obj event, String kind, String place) {
    return new Piece(
        ReplyFields.number(event, "output_index"), kind, ReplyFields.number(event, place));
  }

  private void begin(long item, Json.Obj told, List<ChatEvent> events) {
    if (ReplyFields.text(told, "type").equals("function_call")) {
      Part.ToolCall call = AnswerItems.call(told, ReplyFields.text(told, "arguments"));
      begin(new Piece(item, "call", 0), call, events);
    }
  }

  private void begin(Piece piece, Part.ToolCall call, List<ChatEvent> events) {
    if (!call.arguments().isEmpty()) {
      grown.add(piece);
    }
    events.add(new PartDelta(at(piece, call), call));
  }

  /** The number of a part, which is new when its piece is. */
  private int at(Piece piece, Part part) {
    Integer known = open.get(piece);
    if (known != null) {
      return known;
    }
    parts.add(part);
    open.put(piece, parts.size() - 1);
    return parts.size() - 1;
  }

  private void grow(Piece piece, Part part, String delta, List<ChatEvent> events) {
    if (!delta.isEmpty()) {
      grown.add(piece);
      events.add(new PartDelta(at(piece, part), part));
    }
  }

  private void refuse(Piece piece, String delta, List<ChatEvent> events) {
    Part words = PartJson.refusal(delta);
    grow(piece, words, delta, events);
    events.add(new ChatEvent.PartGrown(at(piece, words), delta.length()));
  }

  // Summaries of one item are one thought, with an empty line between two.
  private void summarize(long item, Json.Obj event, String delta, List<ChatEvent> events) {
    long summary = ReplyFields.number(event, "summary_index");
    Long last = summaries.put(item, summary);
    think(item, last != null && last != summary ? "\n\n" + delta : delta, events);
  }

  private void think(long item, String delta, List<ChatEvent> events) {
    grow(new Piece(item, "thought", 0), new Part.Reasoning(delta, null), delta, events);
  }

  private void likely(List<TokenLogprob> tokens, List<ChatEvent> events) {
    if (!tokens.isEmpty()) {
      Part told = new Part.Logprobs(tokens);
      if (logprobs < 0) {
        parts.add(told);
        logprobs = parts.size() - 1;
      }
      events.add(new PartDelta(logprobs, told));
    }
  }

  private void whole(Part part, List<ChatEvent> events) {
    parts.add(part);
    events.add(new PartDelta(parts.size() - 1, part));
    events.add(new PartDone(parts.size() - 1));
  }

  private void done(long item, Json.Obj told, List<ChatEvent> events) {
    switch (ReplyFields.text(told, "type")) {
      case "message" -> said(item, told, events);
      case "function_call" -> called(new Piece(item, "call", 0), told, events);
      case "reasoning" -> thought(new Piece(item, "thought", 0), told, events);
      default -> whole(AnswerItems.own(told), events);
    }
    close(item, events);
  }

  private void said(long item, Json.Obj told, List<ChatEvent> events) {
    List<Json.Obj> pieces = ReplyFields.objects(told, "content");
    for (int i = 0; i < pieces.size(); i++) {
      Json.Obj content = pieces.get(i);
      Piece words = new Piece(item, "text", i);
      Piece refusal = new Piece(item, "refusal", i);
      if (!grown.contains(words) && !grown.contains(refusal)) {
        String text = ReplyFields.text(content, "text");
        grow(words, new Part.Text(text), text, events);
        likely(LogprobJson.tokens(ReplyFields.objects(content, "logprobs")), events);
        String refused = ReplyFields.text(content, "refusal");
        if (!refused.isEmpty()) {
          refuse(refusal, refused, events);
        }
      }
    }
    if (!grown.contains(new Piece(item, "source", 0))) {
      pieces.stream()
          .flatMap(content -> ReplyFields.objects(content, "annotations").stream())
          .forEach(source -> cite(item, source, events));
    }
  }

  private void called(Piece piece, Json.Obj told, List<ChatEvent> events) {
    String arguments = ReplyFields.text(told, "arguments");
    if (!open.containsKey(piece)) {
      begin(piece, AnswerItems.call(told, arguments), events);
    } else if (!grown.contains(piece)) {
      grow(piece, new Part.ToolCall("", "", arguments), arguments, events);
    }
  }

  private void thought(Piece piece, Json.Obj item, List<ChatEvent> events) {
    Part.Reasoning whole = SealedThought.read(item);
    if (whole == null) {
      return;
    }
    String seal = whole.signature();
    boolean told = grown.contains(piece);
    Part rest = told ? new Part.Reasoning(null, seal, ResponsesFit.DIALECT) : whole;
    if (!told || seal != null) {
      events.add(new PartDelta(at(piece, rest), rest));
    }
  }

  private void cite(long item, Json.Obj annotation, List<ChatEvent> events) {
    grown.add(new Piece(item, "source", 0));
    whole(AnswerItems.source(annotation), events);
  }

  private void close(long item, List<ChatEvent> events) {
    List<Piece> closing = open.keySet().stream().filter(one -> one.item() == item).toList();
    closing.forEach(piece -> events.add(new PartDone(Objects.requireNonNull(open.remove(piece)))));
  }

  private void finish(Json.Obj response, List<ChatEvent> events) {
    start(response, events);
    open.values().forEach(part -> events.add(new PartDone(part)));
    open.clear();
    if (logprobs >= 0) {
      events.add(new PartDone(logprobs));
    }
    ended = true;
    events.add(new ChatEvent.Used(AnswerItems.usage(response)));
    events.add(
        new ChatEvent.Finished(
            AnswerItems.reason(response, parts),
            AnswerItems.detail(response),
            Extra.of(ResponsesFit.DIALECT, AnswerItems.rest(response))));
  }

  @Override
  public void end(List<ChatEvent> events) {
    if (!ended) {
      throw new CallFailedException(OpenAiErrors.unread("the answer was cut off"));
    }
  }
}

package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.toolkit.ai.SseChatDecoder;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer that a stream has told so far, and the numbers of its parts: thoughts, text and a
 * refusal follow one another, while tool calls may grow side by side until the end.
 */
final class AnswerInProgress implements SseChatDecoder.Answer<ChatEvent> {

  static final String DONE = "[DONE]";

  private enum Open {
    NOTHING,
    TEXT,
    REASONING,
    REFUSAL
  }

  private record ToolCall(int part, String id) {}

  /** A call of a tool that takes a text, which is told whole when it ends. */
  private static final class CustomCall {
    private final Json.Obj first;
    private final String id;
    private final StringBuilder input = new StringBuilder();

    private CustomCall(Json.Obj first, String id) {
      this.first = first;
      this.id = id;
    }

    Part part() {
      Json.Obj said = ReplyFields.object(first, CustomTools.TYPE);
      return CustomTools.part(
          first.with(CustomTools.TYPE, said.with("input", Json.of(input.toString()))), id);
    }
  }

  private final Map<Long, ToolCall> toolCalls = new HashMap<>();
  private final List<Integer> toolParts = new ArrayList<>();
  private final Map<Integer, CustomCall> customCalls = new HashMap<>();
  private Open open = Open.NOTHING;
  private int parts;
  private int openPart;
  private int logprobs = -1;
  private boolean started;
  private boolean refused;
  private @Nullable String reason;
  private String tier = "";
  private List<Part> sources = List.of();
  private final FurtherFields further = new FurtherFields();

  @Override
  public void take(String data, List<ChatEvent> events) {
    if (data.equals(DONE)) {
      finish(events);
    } else {
      take(ReplyJson.object(data), events);
    }
  }

  /** Some endpoints never send {@code [DONE]}; a reason to finish is as good. */
  @Override
  public void end(List<ChatEvent> events) {
    if (reason == null) {
      throw new CallFailedException(OpenAiErrors.unread("the answer was cut off"));
    }
    finish(events);
  }

  private void take(Json.Obj chunk, List<ChatEvent> events) {
    start(chunk, events);
    further.reply(chunk);
    for (Json.Obj choice : ReplyFields.objects(chunk, "choices")) {
      if (ReplyFields.number(choice, "index") == 0) {
        further.choice(choice, ReplyFields.object(choice, "delta"));
        takeDelta(ReplyFields.object(choice, "delta"), events);
        takeLogprobs(LogprobJson.read(choice), events);
        // Some endpoints say an empty reason until there is one.
        String told = ReplyFields.text(choice, "finish_reason");
        reason = told.isEmpty() ? reason : told;
      }
    }
    List<Part> told = AnswerParts.sources(chunk);
    sources = told.isEmpty() ? sources : told;
    String served = ReplyFields.text(chunk, UsageJson.SERVICE_TIER);
    tier = served.isEmpty() ? tier : served;
    if (chunk.get("usage") instanceof Json.Obj usage) {
      events.add(new ChatEvent.Used(UsageJson.served(UsageJson.read(usage), tier)));
    }
  }

  private void start(Json.Obj chunk, List<ChatEvent> events) {
    // Azure tells what it found in the question before there is an answer.
    boolean begun =
        !ReplyFields.text(chunk, "id").isEmpty()
            || !ReplyFields.objects(chunk, "choices").isEmpty();
    if (!started && begun) {
      started = true;
      events.add(
          new ChatEvent.Started(ReplyFields.text(chunk, "id"), ReplyFields.text(chunk, "model")));
    }
  }

  private void takeDelta(Json.Obj delta, List<ChatEvent> events) {
    takeText(Pieces.reasoning(delta), Open.REASONING, events);
    for (Pieces.Piece piece : Pieces.content(delta)) {
      takeText(piece.text(), piece.reasoning() ? Open.REASONING : Open.TEXT, events);
    }
    for (Part picture : AnswerParts.pictures(delta)) {
      closeText(events);
      events.add(new ChatEvent.PartDelta(parts, picture));
      events.add(new ChatEvent.PartDone(parts++));
    }
    Json.Obj sound = ReplyFields.object(delta, AnswerParts.SOUND);
    takeText(ReplyFields.text(sound, AnswerParts.TRANSCRIPT), Open.TEXT, events);
    // Its words go on between its pieces.
    for (Part piece : AnswerParts.pieceOfSound(sound)) {
      events.add(new ChatEvent.PartDelta(parts, piece));
      events.add(new ChatEvent.PartDone(parts++));
    }
    String refusal = ReplyFields.text(delta, "refusal");
    refused |= !refusal.isEmpty();
    takeText(refusal, Open.REFUSAL, events);
    ReplyFields.objects(delta, "tool_calls").forEach(call -> takeToolCall(call, events));
  }

  private void takeText(String text, Open kind, List<ChatEvent> events) {
    if (text.isEmpty()) {
      return;
    }
    if (open != kind) {
      closeText(events);
      open = kind;
      openPart = parts++;
    }
    events.add(new ChatEvent.PartDelta(openPart, piece(text, kind)));
    if (kind == Open.REFUSAL) {
      events.add(new ChatEvent.PartGrown(openPart, text.length()));
    }
  }

  private void takeLogprobs(List<TokenLogprob> tokens, List<ChatEvent> events) {
    if (!tokens.isEmpty()) {
      logprobs = logprobs < 0 ? parts++ : logprobs;
      events.add(new ChatEvent.PartDelta(logprobs, new Part.Logprobs(tokens)));
    }
  }

  /** Takes a chunk that was scanned, and adds each part that it begins, with a blank for words. */
  void take(ChunkScan chunk, List<ChatEvent> events) {
    if (!started) {
      started = true;
      events.add(new ChatEvent.Started(chunk.id(), chunk.model()));
    }
    follow(chunk.thoughts(), Open.REASONING, events);
    follow(chunk.text(), Open.TEXT, events);
    for (ChunkScan.ToolCall call : chunk.toolCalls()) {
      takeToolCall(call.number(), call.id(), call.name(), "", null, events);
    }
    reason = chunk.reason() == null ? reason : chunk.reason();
  }

  private void follow(int length, Open kind, List<ChatEvent> events) {
    if (length > 0 && open != kind) {
      takeText(" ", kind, events);
    }
  }

  /** Whether it has been told why the answer ended. */
  boolean hasReason() {
    return reason != null;
  }

  private static Part piece(String text, Open kind) {
    return switch (kind) {
      case REASONING -> new Part.Reasoning(text, null);
      case REFUSAL -> PartJson.refusal(text);
      default -> new Part.Text(text);
    };
  }

  private void closeText(List<ChatEvent> events) {
    if (open != Open.NOTHING) {
      events.add(new ChatEvent.PartDone(openPart));
      open = Open.NOTHING;
    }
  }

  /** A call is told apart by its number, or by its id where an endpoint numbers all of them 0. */
  private void takeToolCall(Json.Obj call, List<ChatEvent> events) {
    ToolCall known = toolCalls.get(ReplyFields.number(call, "index"));
    boolean custom = known != null && customCalls.containsKey(known.part());
    if (CustomTools.calls(call) || (custom && call.get(CustomTools.TYPE) != null)) {
      takeCustomCall(call, known, events);
      return;
    }
    Json.Obj function = ReplyFields.object(call, "function");
    takeToolCall(
        ReplyFields.number(call, "index"),
        ReplyFields.text(call, "id"),
        ReplyFields.text(function, "name"),
        ReplyFields.text(function, "arguments"),
        FurtherFields.ofCall(call),
        events);
  }

  private void takeCustomCall(Json.Obj call, @Nullable ToolCall known, List<ChatEvent> events) {
    String told = ReplyFields.text(call, "id");
    ToolCall grows = known;
    if (grows == null || (!told.isEmpty() && !told.equals(grows.id()))) {
      closeText(events);
      grows = new ToolCall(parts++, told);
      toolCalls.put(ReplyFields.number(call, "index"), grows);
      toolParts.add(grows.part());
      String id = AnswerParts.toolCallId(told, toolParts.size() - 1);
      customCalls.put(grows.part(), new CustomCall(call, id));
    }
    String more = ReplyFields.text(ReplyFields.object(call, CustomTools.TYPE), "input");
    CustomCall custom = customCalls.get(grows.part());
    if (custom != null) {
      custom.input.append(more);
      events.add(new ChatEvent.PartGrown(grows.part(), more.length()));
    }
  }

  private void takeToolCall(
      long number,
      String told,
      String name,
      String arguments,
      Json.@Nullable Obj more,
      List<ChatEvent> events) {
    ToolCall known = toolCalls.get(number);
    String id = "";
    if (known == null || (!told.isEmpty() && !told.equals(known.id()))) {
      closeText(events);
      known = new ToolCall(parts++, told);
      toolCalls.put(number, known);
      toolParts.add(known.part());
      id = AnswerParts.toolCallId(told, toolParts.size() - 1);
    }
    Part call = new Part.ToolCall(id, name, arguments, Extra.of(ChatJson.DIALECT, more));
    events.add(new ChatEvent.PartDelta(known.part(), call));
  }

  private void finish(List<ChatEvent> events) {
    closeText(events);
    for (int part : toolParts) {
      CustomCall custom = customCalls.get(part);
      if (custom != null) {
        events.add(new ChatEvent.PartDelta(part, custom.part()));
      }
      events.add(new ChatEvent.PartDone(part));
    }
    if (logprobs >= 0) {
      events.add(new ChatEvent.PartDone(logprobs));
    }
    Part details = further.details();
    if (details != null) {
      events.add(new ChatEvent.PartDelta(parts, details));
      events.add(new ChatEvent.PartDone(parts++));
    }
    // Each chunk repeats them, and the last may know more.
    for (Part source : sources) {
      events.add(new ChatEvent.PartDelta(parts, source));
      events.add(new ChatEvent.PartDone(parts++));
    }
    String told = reason == null ? "" : reason;
    FinishReason ended =
        refused ? FinishReason.CONTENT_REFUSED : Finish.read(told, !toolParts.isEmpty());
    events.add(
        new ChatEvent.Finished(
            ended, Finish.detail(ended, told), Extra.of(ChatJson.DIALECT, further.streamed())));
  }
}

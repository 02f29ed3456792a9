package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.StreamedToolCalls;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes a streamed answer, or several one after the other as candidates of one: responses, each
 * with what is new, as server-sent events or as the items of one array. This dialect tells calls
 * whole, so that each waits until its arguments are; calls keep their order.
 */
final class GenerateStreamWriter implements AnswerStream {

  private final boolean events;
  private final ThoughtSeal seal;
  private final int candidates;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private AnswerDefaults defaults;
  private CandidateParts parts;
  private Grounding grounding = new Grounding();
  private StreamedToolCalls calls = new StreamedToolCalls();
  private TokenUsage before = TokenUsage.NONE;
  private TokenUsage usage = TokenUsage.NONE;
  private int candidate;
  private int thinking = -1;
  private boolean begun;
  private boolean ended;

  /**
   * @param events as server-sent events, or else as an array
   * @param candidates how many answers follow one another
   */
  GenerateStreamWriter(boolean events, int candidates, AnswerDefaults defaults, ThoughtSeal seal) {
    this.events = events;
    this.candidates = candidates;
    this.defaults = defaults;
    this.seal = seal;
    this.parts = new CandidateParts(seal);
  }

  @Override
  public String contentType() {
    return events ? AnswerStream.super.contentType() : "application/json";
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public byte[] write(ChatEvent event) {
    bytes.reset();
    switch (event) {
      case ChatEvent.Started(String id, String model) when candidate == 0 ->
          defaults = defaults.under(id, model);
      case ChatEvent.Used(TokenUsage soFar) -> usage = soFar;
      case ChatEvent.PartDelta(int index, Part piece) -> take(index, piece);
      case ChatEvent.PartDone(int index) -> calls.done(index).forEach(this::add);
      case ChatEvent.Finished finished -> finish(finished);
      case ChatEvent.Failed(Failure failure) -> breakOff(failure);
      default -> {}
    }
    return bytes.toByteArray();
  }

  private void take(int index, Part piece) {
    switch (piece) {
      case Part.ToolCall call -> calls.add(index, call);
      case Part.Text(String text) when text.isEmpty() -> {}
      case Part.Text(String text) -> {
        grounding.text(index, text);
        add(piece);
      }
      case Part.Citation source -> grounding.add(source);
      case Part.Reasoning thought -> think(index, thought);
      case Part.Logprobs told ->
          put(
              named(
                  response(List.of(CandidateParts.text("")), CandidateLogprobs.of(told.tokens()))));
      default -> add(piece);
    }
  }

  private void think(int index, Part.Reasoning thought) {
    if (thought.text() != null && !thought.text().isEmpty()) {
      thinking = index;
      add(thought);
    } else if (thought.signature() != null && thinking == index) {
      parts.sign(thought);
      putMade();
    } else {
      add(thought);
    }
  }

  private void add(Part piece) {
    parts.add(piece);
    putMade();
  }

  private void putMade() {
    List<Json> made = parts.take();
    if (!made.isEmpty()) {
      put(named(response(made, Map.of())));
    }
  }

  private void finish(ChatEvent.Finished finished) {
    calls.rest().forEach(this::add);
    ResponseFields fields = new ResponseFields(finished.extra(), finished.xml());
    if (!fields.tellSources()) {
      grounding.unaddressed().forEach(parts::add);
    }
    List<Json> rest = parts.takeLast();
    Json.Obj response =
        response(
            rest.isEmpty() ? List.of(CandidateParts.text("")) : rest,
            fields.ofCandidate(
                finished.reason(), finished.detail(), grounding.metadata(), List.of()));
    Json.Obj told =
        candidates == 1 ? fields.usage(usage) : ResponseFields.counted(before.plus(usage));
    put(named(fields.ofResponse(response).with("usageMetadata", told)));
    next();
  }

  private Json.Obj response(List<Json> said, Map<String, Json> ofCandidate) {
    return ResponseFields.response(candidate, said, ofCandidate);
  }

  private void next() {
    candidate++;
    if (candidate == candidates) {
      end();
      return;
    }
    before = before.plus(usage);
    usage = TokenUsage.NONE;
    parts = new CandidateParts(seal);
    grounding = new Grounding();
    calls = new StreamedToolCalls();
    thinking = -1;
  }

  private void breakOff(Failure failure) {
    put(RpcErrors.error(failure));
    end();
  }

  private void end() {
    ended = true;
    if (!events) {
      ascii("]");
    }
  }

  private Json.Obj named(Json.Obj response) {
    return response
        .with("modelVersion", Json.of(defaults.model()))
        .with("responseId", Json.of(defaults.id()));
  }

  private void put(Json.Obj response) {
    ascii(events ? "data: " : begun ? ",\r\n" : "[");
    begun = true;
    bytes.writeBytes(JsonWriter.bytes(response));
    ascii(events ? "\r\n\r\n" : "");
  }

  private void ascii(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}

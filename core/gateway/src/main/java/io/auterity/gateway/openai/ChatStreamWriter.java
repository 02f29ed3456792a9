package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Writes a streamed answer of chat completions as server-sent events, or several one after the
 * other as choices of one. It ends either with {@code data: [DONE]} or with an error, never with
 * silence.
 */
public final class ChatStreamWriter implements AnswerStream {

  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] NOTHING = {};
  private static final AnswerExtra NO_EXTRA = new AnswerExtra(Json.EMPTY);

  private final boolean tellsUsage;
  private final int choices;
  private final boolean older;
  private final UnsupportedParts keeper;
  private final List<TokenUsage> used = new ArrayList<>();
  private DeltaWriter deltas;
  private AnswerDefaults stamp;
  private TokenUsage usage = TokenUsage.NONE;
  private boolean ended;

  /**
   * @param tellsUsage whether a last chunk tells what the answer used, if the vendor told it
   */
  public ChatStreamWriter(AnswerDefaults stamp, boolean tellsUsage, Binder binder) {
    this(stamp, tellsUsage, 1, false, binder);
  }

  /** The stream that a call asks for. */
  ChatStreamWriter(AnswerDefaults stamp, ChatCall call, Binder binder) {
    this(stamp, call.usage(), call.answers(), call.older(), binder);
  }

  private ChatStreamWriter(
      AnswerDefaults stamp, boolean tellsUsage, int choices, boolean older, Binder binder) {
    this.stamp = stamp;
    this.tellsUsage = tellsUsage;
    this.choices = choices;
    this.older = older;
    this.keeper = new UnsupportedParts(binder);
    this.deltas = new DeltaWriter(older, keeper);
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public byte[] write(ChatEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    switch (event) {
      case ChatEvent.Started(String id, String model) when used.isEmpty() ->
          stamp = stamp.under(id, model);
      case ChatEvent.PartDelta(int _, Part.Logprobs told) ->
          choice(bytes, deltas::writeNothing, told.tokens());
      case ChatEvent.PartDelta(int index, var part) when deltas.carries(index, part) ->
          choice(bytes, out -> deltas.write(out, index, part), List.of());
      case ChatEvent.Used(TokenUsage soFar) -> usage = soFar;
      case ChatEvent.Finished finished -> finish(bytes, finished);
      case ChatEvent.Failed(Failure failure) -> fail(bytes, failure);
      default -> {}
    }
    return bytes.toByteArray();
  }

  @Override
  public byte[] pass(WireEvent.Passed event) {
    ended |= event.last();
    return event.usageField() == WireEvent.UsageField.ALONE && !tellsUsage
        ? NOTHING
        : event.bytes();
  }

  private void finish(ByteArrayOutputStream bytes, ChatEvent.Finished end) {
    AnswerExtra extra = AnswerExtra.of(end.extra());
    chunk(bytes, out -> last(out, end, extra), this::noUsageYet, extra);
    used.add(usage);
    usage = TokenUsage.NONE;
    if (used.size() < choices) {
      deltas = new DeltaWriter(older, keeper);
      return;
    }
    if (tellsUsage && used.stream().allMatch(Spelling::told)) {
      AnswerExtra told = used.size() == 1 ? extra : NO_EXTRA;
      chunk(bytes, out -> {}, out -> Spelling.usage(out, used, told), NO_EXTRA);
    }
    bytes.writeBytes(DONE);
    ended = true;
  }

  private void fail(ByteArrayOutputStream bytes, Failure failure) {
    event(bytes, out -> FailureWriter.write(out, failure));
    ended = true;
  }

  private void choice(
      ByteArrayOutputStream bytes, Consumer<JsonGenerator> delta, List<TokenLogprob> tokens) {
    chunk(
        bytes,
        out -> {
          begin(out, delta, tokens);
          out.writeNullProperty("finish_reason");
          out.writeEndObject();
        },
        this::noUsageYet,
        NO_EXTRA);
  }

  private void begin(JsonGenerator out, Consumer<JsonGenerator> delta, List<TokenLogprob> tokens) {
    out.writeStartObject();
    out.writeNumberProperty("index", used.size());
    out.writeObjectPropertyStart("delta");
    delta.accept(out);
    out.writeEndObject();
    LogprobWriter.write(out, tokens, deltas.refused());
  }

  private void last(JsonGenerator out, ChatEvent.Finished end, AnswerExtra extra) {
    begin(out, delta -> deltas.writeLast(delta, extra), List.of());
    Spelling.finish(out, end, deltas.refused(), older, extra);
    if (end.xml() != null) {
      JsonWriter.field(out, XmlField.NAME, XmlField.json(end.xml()));
    }
    out.writeEndObject();
  }

  // A caller that asked for usage finds the field in each chunk, and a value in the last, if any.
  private void noUsageYet(JsonGenerator out) {
    if (tellsUsage) {
      out.writeNullProperty("usage");
    }
  }

  private void chunk(
      ByteArrayOutputStream bytes,
      Consumer<JsonGenerator> choice,
      Consumer<JsonGenerator> usageField,
      AnswerExtra extra) {
    event(
        bytes,
        out -> {
          out.writeStartObject();
          out.writeStringProperty("id", stamp.id());
          out.writeStringProperty("object", "chat.completion.chunk");
          out.writeNumberProperty("created", stamp.seconds());
          out.writeStringProperty("model", stamp.model());
          out.writeArrayPropertyStart("choices");
          choice.accept(out);
          out.writeEndArray();
          usageField.accept(out);
          extra.writeTop(out);
          out.writeEndObject();
        });
  }

  private static void event(ByteArrayOutputStream bytes, Consumer<JsonGenerator> json) {
    bytes.writeBytes(DATA);
    JsonBody.write(bytes, json);
    bytes.writeBytes(END);
  }
}

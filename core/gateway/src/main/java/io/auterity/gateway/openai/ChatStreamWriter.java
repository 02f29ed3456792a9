package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.KeptParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.spi.Failure;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes one streamed answer of chat completions as server-sent events. It ends either with {@code
 * data: [DONE]} or with an error, never with silence.
 */
public final class ChatStreamWriter implements AnswerStream {

  private static final byte[] NO_USAGE = "\"usage\":null,".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] NOTHING = {};

  private final boolean tellsUsage;
  private final DeltaWriter deltas;
  private AnswerDefaults stamp;
  private TokenUsage usage = TokenUsage.NONE;
  private boolean ended;

  /**
   * @param tellsUsage whether a last chunk tells what the answer used, if the vendor told it
   */
  public ChatStreamWriter(AnswerDefaults stamp, boolean tellsUsage, Binder binder) {
    this.stamp = stamp;
    this.tellsUsage = tellsUsage;
    this.deltas = new DeltaWriter(new KeptParts(binder));
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public byte[] write(ChatEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    switch (event) {
      case ChatEvent.Started(String id, String model) -> stamp = stamp.under(id, model);
      case ChatEvent.PartDelta(int index, var part) when deltas.carries(part) ->
          choice(bytes, out -> deltas.write(out, index, part), null);
      case ChatEvent.Used(TokenUsage soFar) -> usage = soFar;
      case ChatEvent.Finished finished -> finish(bytes, finished.reason());
      case ChatEvent.Failed(Failure failure) -> fail(bytes, failure);
      default -> {}
    }
    return bytes.toByteArray();
  }

  @Override
  public byte[] pass(WireEvent.Passed event) {
    ended |= event.last();
    return switch (event.usageField()) {
      case ALONE -> tellsUsage ? event.bytes() : NOTHING;
      case ABSENT -> tellsUsage ? withUsage(event.bytes()) : event.bytes();
      case AS_USUAL -> event.bytes();
    };
  }

  // As the vendor itself does for who asks, which not every endpoint does.
  private static byte[] withUsage(byte[] event) {
    int begin = 1;
    while (event[begin - 1] != '{') {
      begin++;
    }
    byte[] more = new byte[event.length + NO_USAGE.length];
    System.arraycopy(event, 0, more, 0, begin);
    System.arraycopy(NO_USAGE, 0, more, begin, NO_USAGE.length);
    System.arraycopy(event, begin, more, begin + NO_USAGE.length, event.length - begin);
    return more;
  }

  private void finish(ByteArrayOutputStream bytes, FinishReason reason) {
    choice(bytes, deltas::writeNothing, Spelling.of(reason, deltas.refused()));
    if (tellsUsage && Spelling.told(usage)) {
      chunk(bytes, out -> {}, out -> Spelling.usage(out, usage));
    }
    bytes.writeBytes(DONE);
    ended = true;
  }

  private void fail(ByteArrayOutputStream bytes, Failure failure) {
    event(bytes, out -> FailureWriter.write(out, failure));
    ended = true;
  }

  private void choice(
      ByteArrayOutputStream bytes, Consumer<JsonGenerator> delta, @Nullable String reason) {
    chunk(
        bytes,
        out -> {
          out.writeStartObject();
          out.writeNumberProperty("index", 0);
          out.writeObjectPropertyStart("delta");
          delta.accept(out);
          out.writeEndObject();
          out.writeNullProperty("logprobs");
          out.writeName("finish_reason");
          out.writeString(reason);
          out.writeEndObject();
        },
        this::noUsageYet);
  }

  // Whoever asked for usage finds the field in each chunk, and a value in the last, if any.
  private void noUsageYet(JsonGenerator out) {
    if (tellsUsage) {
      out.writeNullProperty("usage");
    }
  }

  private void chunk(
      ByteArrayOutputStream bytes,
      Consumer<JsonGenerator> choices,
      Consumer<JsonGenerator> usageField) {
    event(
        bytes,
        out -> {
          out.writeStartObject();
          out.writeStringProperty("id", stamp.id());
          out.writeStringProperty("object", "chat.completion.chunk");
          out.writeNumberProperty("created", stamp.seconds());
          out.writeStringProperty("model", stamp.model());
          out.writeArrayPropertyStart("choices");
          choices.accept(out);
          out.writeEndArray();
          usageField.accept(out);
          out.writeEndObject();
        });
  }

  private static void event(ByteArrayOutputStream bytes, Consumer<JsonGenerator> json) {
    bytes.writeBytes(DATA);
    JsonBody.write(bytes, json);
    bytes.writeBytes(END);
  }
}

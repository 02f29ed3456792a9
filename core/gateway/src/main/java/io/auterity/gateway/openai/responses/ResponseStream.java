package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.ResponseCall;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.WireEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Writes one streamed response as server-sent events, each with its number. */
final class ResponseStream implements AnswerStream, ResponseEventSink {

  private final ResponseProgress progress;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private int number;

  ResponseStream(ResponseCall call, UUID decision, UnsupportedParts keeper) {
    this.progress =
        new ResponseProgress(call.asked(), call.chat().request().model(), decision, keeper, this);
  }

  @Override
  public byte[] write(ChatEvent event) {
    bytes.reset();
    progress.take(event);
    return bytes.toByteArray();
  }

  @Override
  public byte[] pass(WireEvent.Passed event) {
    throw new IllegalStateException("no vendor is asked for a response as it was written");
  }

  @Override
  public boolean ended() {
    return progress.ended();
  }

  @Override
  public void tell(String type, Consumer<JsonGenerator> fields) {
    ascii("event: " + type + "\ndata: ");
    JsonBody.write(
        bytes,
        out -> {
          out.writeStartObject();
          out.writeStringProperty("type", type);
          out.writeNumberProperty("sequence_number", number++);
          fields.accept(out);
          out.writeEndObject();
        });
    ascii("\n\n");
  }

  private void ascii(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}

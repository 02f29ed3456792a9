package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.ModelEvent;
import io.auterity.toolkit.ai.SseChatDecoder;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes the progress that an Ollama server tells, line by line, while it makes a model ready. */
final class OllamaProgress implements SseChatDecoder.Answer<ModelEvent> {

  private final String model;

  private OllamaProgress(String model) {
    this.model = model;
  }

  static Decoder<ModelEvent> decoder(String model) {
    return SseChatDecoder.ofJsonLines(new OllamaProgress(model), ModelEvent.Failed::new);
  }

  @Override
  public void take(String line, List<ModelEvent> events) {
    Json.Obj told = OllamaErrors.readLine(line);
    String step = ReplyFields.text(told, "status");
    if (step.equals("success")) {
      events.add(new ModelEvent.Ready(model));
      return;
    }
    events.add(
        new ModelEvent.Progress(
            step, told.text("digest"), bytes(told, "completed"), bytes(told, "total")));
  }

  private static @Nullable Long bytes(Json.Obj told, String name) {
    return told.get(name) instanceof Json.Int(long bytes) ? bytes : null;
  }

  @Override
  public void end(List<ModelEvent> events) {
    throw new CallFailedException(
        VendorReply.broken(
            "the server stopped telling before %s was ready: ask again, and it goes on"
                .formatted(model)));
  }
}

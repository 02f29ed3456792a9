package io.auterity.plugins.ai.ollama;

import io.auterity.plugins.ai.ollama.wire.OllamaEndpoint;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.EndpointUrl;
import io.auterity.toolkit.json.Fields;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is configured with.
 *
 * @param endpoint where and how to ask
 * @param model the one that is asked to classify
 * @param embeddingModel the one that makes vectors where a call names none
 */
record OllamaConfig(
    OllamaEndpoint endpoint, Optional<String> model, Optional<String> embeddingModel) {

  private static final String URL = "http://localhost:11434";

  /** A duration as Go writes it; less than nothing keeps for ever. */
  private static final Pattern KEEP = Pattern.compile("-?([0-9]+(\\.[0-9]+)?(ms|s|m|h))+");

  static OllamaConfig of(Json.Obj config) {
    Fields fields = Fields.of(config);
    String url = fields.optionalText("url").orElse(URL);
    return new OllamaConfig(
        new OllamaEndpoint(
            EndpointUrl.read("url", url, URL), fields.object("options"), keepAlive(fields)),
        fields.optionalText("model"),
        fields.optionalText("embeddingModel"));
  }

  private static @Nullable String keepAlive(Fields fields) {
    String text = fields.optionalText("keepAlive").orElse(null);
    if (text != null && !KEEP.matcher(text).matches()) {
      throw Refusal.invalid(
          "keepAlive", "must be a duration such as 10m, 0s to unload at once or -1s to keep");
    }
    return text;
  }
}

package io.auterity.plugins.ai.huggingface;

import io.auterity.plugins.ai.huggingface.wire.HuggingFaceEndpoint;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.http.EndpointUrl;
import io.auterity.toolkit.json.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is configured with.
 *
 * @param fields with the models that are asked where an input names none
 */
record HuggingFaceConfig(HuggingFaceEndpoint endpoint, Fields fields) {

  private static final String URL = "https://router.huggingface.co/hf-inference";
  private static final String HUB = "https://huggingface.co";

  static HuggingFaceConfig of(Json.Obj config) {
    Fields fields = Fields.of(config);
    for (Task task : Task.values()) {
      fields.optionalText(task.setting);
    }
    return new HuggingFaceConfig(
        new HuggingFaceEndpoint(
            EndpointUrl.read("url", fields.optionalText("url").orElse(URL), URL),
            EndpointUrl.read("hub", fields.optionalText("hub").orElse(HUB), HUB),
            dedicated(config),
            fields.optionalText("promptName")),
        fields);
  }

  private static boolean dedicated(Json.Obj config) {
    return switch (config.get("dedicated")) {
      case null -> false;
      case Json.Bool(boolean value) -> value;
      default -> throw Refusal.invalid("dedicated", "must be true or false");
    };
  }

  /** Operations whose model may be configured. */
  enum Task {
    CLASSIFY("model"),
    EMBED("embeddingModel"),
    RERANK("rerankModel"),
    TRANSCRIBE("transcriptionModel"),
    DRAW("imageModel");

    private final String setting;

    Task(String setting) {
      this.setting = setting;
    }
  }

  /**
   * The model for a task.
   *
   * @param asked by the input; null when it names none
   * @throws io.auterity.spi.CallFailedException {@code invalid} when none is named, unless there is
   *     but one
   */
  String model(@Nullable String asked, Task task) {
    Optional<String> configured =
        fields
            .optionalText(task.setting)
            .or(() -> endpoint.dedicated() ? Optional.of("dedicated") : Optional.empty());
    return AiInputs.model(asked, configured, task.setting);
  }
}

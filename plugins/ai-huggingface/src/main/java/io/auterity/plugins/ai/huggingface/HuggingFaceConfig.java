package io.auterity.plugins.ai.huggingface;

import io.auterity.plugins.ai.huggingface.wire.HuggingFaceEndpoint;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.http.EndpointUrl;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The configuration of a Hugging Face provider. */
public record HuggingFaceConfig(
    @Description("Address of the service; with dedicated, of an endpoint of one's own")
        @Default(HuggingFaceConfig.URL)
        @TextForm(format = "uri", pattern = "^https?://")
        String url,
    @Description("Whether the address is an endpoint of one model, so that its name is not sent")
        @Default("false")
        boolean dedicated,
    @Description("Address of the hub, which knows the models")
        @Default(HuggingFaceConfig.HUB)
        @TextForm(format = "uri", pattern = "^https?://")
        String hub,
    @Description("Model that text.classify asks; one for zero-shot classification")
        @TextForm(least = 1)
        @Nullable String model,
    @Description("Model of embedding.create when its input names none") @TextForm(least = 1)
        @Nullable String embeddingModel,
    @Description("Prompt of the model's configuration that texts are embedded with, e.g. query")
        @TextForm(least = 1)
        @Nullable String promptName,
    @Description("Model of document.rerank when its input names none; one for sentence similarity")
        @TextForm(least = 1)
        @Nullable String rerankModel,
    @Description("Model of transcription.create when its input names none") @TextForm(least = 1)
        @Nullable String transcriptionModel,
    @Description("Model of image.create when its input names none") @TextForm(least = 1)
        @Nullable String imageModel) {

  static final String URL = "https://router.huggingface.co/hf-inference";
  static final String HUB = "https://huggingface.co";

  HuggingFaceEndpoint endpoint() {
    return new HuggingFaceEndpoint(
        EndpointUrl.read("url", url, URL),
        EndpointUrl.read("hub", hub, HUB),
        dedicated,
        Optional.ofNullable(promptName));
  }

  /** Operations whose model may be configured. */
  enum Task {
    CLASSIFY("model", HuggingFaceConfig::model),
    EMBED("embeddingModel", HuggingFaceConfig::embeddingModel),
    RERANK("rerankModel", HuggingFaceConfig::rerankModel),
    TRANSCRIBE("transcriptionModel", HuggingFaceConfig::transcriptionModel),
    DRAW("imageModel", HuggingFaceConfig::imageModel);

    private final String setting;

    @SuppressWarnings("ImmutableEnumChecker") // an accessor holds no state
    private final Function<HuggingFaceConfig, @Nullable String> configured;

    Task(String setting, Function<HuggingFaceConfig, @Nullable String> configured) {
      this.setting = setting;
      this.configured = configured;
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
    String said = task.configured.apply(this);
    Optional<String> usual =
        said == null && dedicated ? Optional.of("dedicated") : Optional.ofNullable(said);
    return AiInputs.model(asked, usual, task.setting);
  }
}

package io.auterity.plugins.ai.ollama;

import io.auterity.plugins.ai.ollama.wire.OllamaEndpoint;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.OtherFields;
import io.auterity.spi.Range;
import io.auterity.spi.TextForm;
import io.auterity.spi.shape.Shapes;
import io.auterity.toolkit.http.EndpointUrl;
import org.jspecify.annotations.Nullable;

/** The configuration of an Ollama provider. */
public record OllamaConfig(
    @Description("Address of the server; one in a private network must be approved by an operator")
        @Default(OllamaConfig.URL)
        @TextForm(format = "uri", pattern = "^https?://")
        String url,
    @Description("Model that text.classify and object.create ask") @TextForm(least = 1)
        @Nullable String model,
    @Description("Model that embedding.create asks when its input names none") @TextForm(least = 1)
        @Nullable String embeddingModel,
    // A duration as Go writes it; less than nothing keeps for ever.
    @Description(
            "How long a model stays loaded behind a call, e.g. 10m, 0s to unload at once, -1s to"
                + " keep; the server's own when absent")
        @TextForm(pattern = "^-?([0-9]+([.][0-9]+)?(ms|s|m|h))+$")
        @Nullable String keepAlive,
    @Description("How models run where a call does not say, in the server's words")
        @Nullable Options options) {

  static final String URL = "http://localhost:11434";

  /** Options of the server, of which those have a form that are used most. */
  @SuppressWarnings("MemberName") // as the server names them
  public record Options(
      @Description("How many tokens a model holds; the server's own when absent") @Range(least = 1)
          @Nullable Integer num_ctx,
      @Description("How many layers go to the GPU; 0 leaves all to the processor")
          @Nullable Integer num_gpu,
      @Description("GPU that small tensors go to") @Range(least = 0) @Nullable Integer main_gpu,
      @Description("How many threads of the processor") @Range(least = 0)
          @Nullable Integer num_thread,
      @Description("How many tokens of a prompt at a time") @Range(least = 1)
          @Nullable Integer num_batch,
      @Description("Whether the file of a model is mapped into memory") @Nullable Boolean use_mmap,
      @OtherFields Json.Obj others) {}

  OllamaEndpoint endpoint() {
    return new OllamaEndpoint(EndpointUrl.read("url", url, URL), told(), keepAlive);
  }

  private Json.Obj told() {
    return options == null
        ? Json.EMPTY
        : (Json.Obj) Shapes.ofInputs().write(options, Options.class);
  }
}

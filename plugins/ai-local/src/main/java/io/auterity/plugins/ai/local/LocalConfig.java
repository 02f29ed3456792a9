package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.Description;
import io.auterity.spi.TextForm;

/** The configuration of a provider of a local model. */
public record LocalConfig(
    @Description("The model to run") @TextForm(oneOf = {"bge-small-q", "minilm-q"}) String model) {

  ModelFile file() {
    return ModelFile.of(model).orElseThrow();
  }
}

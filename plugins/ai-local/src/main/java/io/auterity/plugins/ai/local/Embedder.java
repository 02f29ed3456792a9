package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.Embedding;
import io.auterity.plugins.ai.local.embedding.ModelException;
import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.Call;
import io.auterity.toolkit.Cancelled;

/** Makes vectors with one model, when a processor is free. */
record Embedder(LoadedModels models, ModelFile model, Processors processors) {

  Embedding embed(String text, Call call) {
    try {
      return processors.compute(
          call, () -> models.get(model).embed(text, () -> Cancelled.check(call)));
    } catch (ModelException e) {
      throw LocalErrors.broken(e);
    }
  }
}

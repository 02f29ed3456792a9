package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.EmbeddingModel;
import io.auterity.plugins.ai.local.embedding.ModelFile;
import java.util.EnumMap;
import java.util.Map;

/** The models that have been used, each loaded once. */
final class LoadedModels implements AutoCloseable {

  private final Map<ModelFile, EmbeddingModel> models = new EnumMap<>(ModelFile.class);

  synchronized EmbeddingModel get(ModelFile file) {
    return models.computeIfAbsent(file, EmbeddingModel::load);
  }

  @Override
  public synchronized void close() {
    models.values().forEach(EmbeddingModel::close);
    models.clear();
  }
}

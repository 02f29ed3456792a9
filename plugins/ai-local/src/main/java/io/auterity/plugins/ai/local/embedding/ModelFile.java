package io.auterity.plugins.ai.local.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/** The models that the plugin's libraries carry. */
public enum ModelFile {
  BGE_SMALL_Q("bge-small-q", "BAAI", "bge-small-en-v1.5-q", Pooling.FIRST),
  MINILM_Q("minilm-q", "sentence-transformers", "all-minilm-l6-v2-q", Pooling.MEAN);

  private final String id;
  private final String owner;
  private final String resource;
  private final Pooling pooling;

  ModelFile(String id, String owner, String resource, Pooling pooling) {
    this.id = id;
    this.owner = owner;
    this.resource = resource;
    this.pooling = pooling;
  }

  public static Optional<ModelFile> of(String id) {
    return Arrays.stream(values()).filter(model -> model.id.equals(id)).findFirst();
  }

  /** As configuration and inputs name it. */
  public String id() {
    return id;
  }

  /** Who made it. */
  public String owner() {
    return owner;
  }

  Pooling pooling() {
    return pooling;
  }

  byte[] network() {
    return read(resource + ".onnx");
  }

  byte[] tokenizer() {
    return read(resource + "-tokenizer.json");
  }

  private static byte[] read(String name) {
    try (InputStream in = ModelFile.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the library that holds %s is missing".formatted(name));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.auterity.spi;

import java.util.List;

/**
 * A model in this process that makes vectors of texts, for the platform's own use: it costs nothing
 * and sends nothing anywhere. It is loaded when first used, and many threads may use it at once.
 */
public interface TextEmbedder {

  /** Names the model and its version: vectors of different models cannot be compared. */
  String model();

  /** Length of its vectors. */
  int dimension();

  /** What was trained for its vectors and comes with it; asked for once. */
  default List<VectorHead> heads() {
    return List.of();
  }

  /**
   * The vector of a text, of length one; the scalar product of two is their cosine similarity. Of a
   * very long text only the beginning is read.
   *
   * @throws CallFailedException when the model cannot be loaded or is gone
   */
  float[] embed(String text);
}

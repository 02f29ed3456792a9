package io.auterity.plugins.ai.local.embedding;

/** The pooling of an embedding: how the vectors of a text's pieces become one vector. */
enum Pooling {
  /** The vector of the mark at the beginning. */
  FIRST {
    @Override
    float[] of(float[][] pieces) {
      return pieces[0];
    }
  },
  /** The mean of all vectors. */
  MEAN {
    @Override
    float[] of(float[][] pieces) {
      float[] mean = new float[pieces[0].length];
      for (float[] piece : pieces) {
        Vectors.add(mean, piece, 1f / pieces.length);
      }
      return mean;
    }
  };

  abstract float[] of(float[][] pieces);
}

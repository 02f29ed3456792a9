package io.auterity.relay.cache;

import io.auterity.relay.cache.semantic.NormalizedQuestion;
import io.auterity.spi.TextEmbedder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The similarity of other questions to one. To make a vector takes longer than all else that a hit
 * does, so it is made once of the question and once of each other wording, of which the last are
 * kept.
 */
final class QuestionSimilarity {

  private static final int AROUND = 256;
  private static final int AROUND_WORDING = 96;

  /** How many it keeps. */
  private static final int WORDINGS = 8;

  private final String text;
  private @Nullable String model;
  private float[] vector = new float[0];

  /** By the letters of a wording, the one that was asked last at the end. */
  private final Map<String, Double> known = new LinkedHashMap<>(4, 0.75F, true);

  QuestionSimilarity(String text) {
    this.text = text;
  }

  /**
   * From 0 to 1, by a model; one that is another than before begins anew.
   *
   * @param vector of what is asked, by that model
   */
  double to(NormalizedQuestion asked, TextEmbedder by, Supplier<float[]> vector) {
    Double before = known(asked, by.model());
    if (before != null) {
      return before;
    }
    double similarity = product(own(by), vector.get());
    keep(asked, by.model(), similarity);
    return similarity;
  }

  /** Bytes that it takes with the vector and the wordings that are there, about. */
  synchronized long size() {
    long wordings = 0;
    for (String letters : known.keySet()) {
      wordings += AROUND_WORDING + 2L * letters.length();
    }
    return AROUND + (long) Float.BYTES * vector.length + wordings;
  }

  private synchronized @Nullable Double known(NormalizedQuestion asked, String by) {
    return by.equals(model) ? known.get(asked.letters()) : null;
  }

  // Two that make it at the same time make the same.
  private float[] own(TextEmbedder by) {
    synchronized (this) {
      if (by.model().equals(model)) {
        return vector;
      }
    }
    float[] made = by.embed(text);
    synchronized (this) {
      if (!by.model().equals(model)) {
        known.clear();
      }
      model = by.model();
      vector = made;
    }
    return made;
  }

  private synchronized void keep(NormalizedQuestion asked, String by, double similarity) {
    if (by.equals(model)) {
      known.put(asked.letters(), similarity);
      if (known.size() > WORDINGS) {
        known.remove(known.keySet().iterator().next());
      }
    }
  }

  private static double product(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return Math.max(0, Math.min(1, sum));
  }
}

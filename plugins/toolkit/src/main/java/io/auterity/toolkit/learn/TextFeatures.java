package io.auterity.toolkit.learn;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Features of a text: which words and pairs of words it has (TF-IDF, each hashed to a number), of
 * length one together, and beside them its vector from an embedder.
 */
// Weights are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
record TextFeatures(float[] rarity, int dimension) {

  static final int BUCKETS = 1 << 16;

  private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");

  /**
   * How rare each word and pair is in these texts; what none of them has tells nothing.
   *
   * @param most as many are looked at; of more, those are left out that the fewest texts have
   */
  static TextFeatures of(List<String> texts, int dimension, int most) {
    int[] seen = new int[BUCKETS];
    for (String text : texts) {
      counts(text).keySet().forEach(bucket -> seen[bucket]++);
    }
    int least = least(seen, texts.size(), most);
    float[] rarity = new float[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      rarity[i] =
          seen[i] < least ? 0 : (float) (Math.log((1.0 + texts.size()) / (1.0 + seen[i])) + 1);
    }
    return new TextFeatures(rarity, dimension);
  }

  // How many texts must have a word, so that no more words than these are left.
  private static int least(int[] seen, int texts, int most) {
    int[] ofCount = new int[texts + 2];
    for (int count : seen) {
      ofCount[count]++;
    }
    int left = 0;
    int least = texts + 1;
    while (least > 1 && left + ofCount[least - 1] <= most) {
      least--;
      left += ofCount[least];
    }
    return least;
  }

  /** How many numbers features have. */
  int size() {
    return BUCKETS + dimension;
  }

  /**
   * The features of a text.
   *
   * @param vector of the text
   */
  FeatureRow of(String text, float[] vector) {
    Map<Integer, Integer> counts = counts(text);
    counts.keySet().removeIf(bucket -> rarity[bucket] == 0);
    int[] at = new int[counts.size() + dimension];
    float[] value = new float[at.length];
    int i = 0;
    double square = 0;
    for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
      at[i] = count.getKey();
      value[i] = (float) ((1 + Math.log(count.getValue())) * rarity[at[i]]);
      square += (double) value[i] * value[i];
      i++;
    }
    scale(value, i, 1 / Math.sqrt(square));
    for (int d = 0; d < dimension; d++) {
      at[i + d] = BUCKETS + d;
      value[i + d] = vector[d];
    }
    return new FeatureRow(at, value);
  }

  private static void scale(float[] values, int count, double by) {
    for (int i = 0; i < count; i++) {
      values[i] *= (float) by;
    }
  }

  // In a fixed order, so that sums come out the same each time.
  private static Map<Integer, Integer> counts(String text) {
    Map<String, Integer> buckets = new HashMap<>();
    Map<Integer, Integer> counts = new TreeMap<>();
    String before = "";
    for (String word : GAP.split(text.toLowerCase(Locale.ROOT), -1)) {
      if (word.isEmpty()) {
        continue;
      }
      counts.merge(buckets.computeIfAbsent(word, TextFeatures::bucket), 1, Integer::sum);
      if (!before.isEmpty()) {
        counts.merge(bucket(before + ' ' + word), 1, Integer::sum);
      }
      before = word;
    }
    return counts;
  }

  private static int bucket(String words) {
    int hash = words.hashCode() * 0x9e3779b9;
    return (hash ^ (hash >>> 15)) >>> 16;
  }
}

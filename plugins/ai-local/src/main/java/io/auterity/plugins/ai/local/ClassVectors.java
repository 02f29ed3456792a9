package io.auterity.plugins.ai.local;

import java.util.LinkedHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Vectors of descriptions that were used lately; long ones and old ones are not kept. */
final class ClassVectors {

  private static final int MOST = 1_000;
  private static final int LONGEST = 1_000;

  private final LinkedHashMap<String, float[]> vectors = new LinkedHashMap<>(16, 0.75f, true);

  float[] get(String description, Function<String, float[]> embed) {
    float[] known = find(description);
    if (known != null) {
      return known;
    }
    float[] made = embed.apply(description);
    keep(description, made);
    return made;
  }

  private synchronized float @Nullable [] find(String description) {
    return vectors.get(description);
  }

  private synchronized void keep(String description, float[] vector) {
    if (description.length() > LONGEST) {
      return;
    }
    vectors.put(description, vector);
    if (vectors.size() > MOST) {
      vectors.pollFirstEntry();
    }
  }

  synchronized int size() {
    return vectors.size();
  }
}

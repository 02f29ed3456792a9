package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.VectorHead;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What {@code ./auterity bench injection-head} trained: lines of a name and numbers, {@code
 * threshold}, {@code constant} and {@code weights}.
 */
final class ShippedHead {

  /** The model whose vectors it was trained for. */
  static final ModelFile MODEL = ModelFile.BGE_SMALL_Q;

  private static final String RESOURCE = "injection-head.txt";

  private ShippedHead() {}

  static List<VectorHead> over(ModelFile model) {
    return model == MODEL ? List.of(read()) : List.of();
  }

  private static VectorHead read() {
    try (InputStream in =
            Objects.requireNonNull(ShippedHead.class.getResourceAsStream(RESOURCE), RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      double threshold = numbers(lines, "threshold")[0];
      double constant = numbers(lines, "constant")[0];
      double[] written = numbers(lines, "weights");
      float[] weights = new float[written.length];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) written[i];
      }
      return new VectorHead(VectorHead.INJECTION, weights, constant, threshold);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(BufferedReader lines, String name) throws IOException {
    List<String> words = List.of(String.valueOf(lines.readLine()).split(" ", -1));
    if (words.size() < 2 || !words.getFirst().equals(name)) {
      throw new IllegalStateException("%s has no %s in its place".formatted(RESOURCE, name));
    }
    return words.stream().skip(1).mapToDouble(Double::parseDouble).toArray();
  }
}

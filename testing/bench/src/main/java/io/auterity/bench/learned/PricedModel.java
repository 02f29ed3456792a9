package io.auterity.bench.learned;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A model whose answers were recorded, at what its vendor asked, as far as known, in March 2025,
 * the month of the paper: US dollars for a million tokens. Batch and cache rebates are left out.
 *
 * @param answer column of its answers
 * @param seconds column of how long they took
 */
public record PricedModel(String name, String answer, String seconds, double input, double output) {

  private static final double MILLION = 1e6;
  private static final int CHARACTERS_A_TOKEN = 4;

  /** All of them. */
  public static List<PricedModel> all() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(PricedModel.class.getResourceAsStream("list-prices.csv")),
                StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(PricedModel::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PricedModel of(String line) {
    List<String> cells = List.of(line.split(",", -1));
    return new PricedModel(
        cells.get(0),
        cells.get(1),
        cells.get(2),
        Double.parseDouble(cells.get(3)),
        Double.parseDouble(cells.get(4)));
  }

  /**
   * What one question cost, in US dollars: of the text and the label, four characters a token.
   * Neither the instructions nor the hidden thoughts of a model that thinks were recorded; both
   * would make the dear models dearer.
   */
  double cost(String text, String label) {
    return ((double) tokens(text) * input + (double) tokens(label) * output) / MILLION;
  }

  private static long tokens(String text) {
    return Math.ceilDiv(text.length(), CHARACTERS_A_TOKEN);
  }
}

package io.auterity.bench.figures;

import java.util.List;

/** One measurement. */
public interface Bench {

  String name();

  /** One line on what is measured. */
  String summary();

  /** What may follow the name, for the usage text. */
  default String options() {
    return "";
  }

  /**
   * The bench as its options say.
   *
   * @throws IllegalArgumentException for a word that is none of them
   */
  default Bench with(List<String> options) {
    if (!options.isEmpty()) {
      throw new IllegalArgumentException("%s takes no options: %s".formatted(name(), options));
    }
    return this;
  }

  /**
   * Measures.
   *
   * @throws VoidRunException when an error reply or an unfit machine makes the run worthless
   */
  Figures run();
}

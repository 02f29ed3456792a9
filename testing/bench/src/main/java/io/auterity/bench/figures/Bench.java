package io.auterity.bench.figures;

/** One measurement. */
public interface Bench {

  String name();

  /** One line on what is measured. */
  String summary();

  /**
   * Measures.
   *
   * @throws VoidRunException when an error reply or an unfit machine makes the run worthless
   */
  Figures run();
}

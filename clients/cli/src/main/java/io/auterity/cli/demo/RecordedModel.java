package io.auterity.cli.demo;

import java.util.List;

/**
 * A model whose real answers the input may carry.
 *
 * @param provider id of the replay provider that plays them back
 * @param answer column that holds the class it chose
 * @param seconds column that holds the time it took
 */
record RecordedModel(String provider, String answer, String seconds) {

  /** The two models that the example plays back. */
  static final List<RecordedModel> ALL =
      List.of(
          new RecordedModel(
              "gemini-2.0-flash", "gemini-2.0-flash_prediction", "time-gemini-2.0-flash"),
          new RecordedModel("gpt-4o-mini", "gpt_4o_mini_prediction", "time-gpt-4o-mini"));
}

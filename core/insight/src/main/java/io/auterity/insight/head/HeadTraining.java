package io.auterity.insight.head;

import io.auterity.spi.Json;
import io.auterity.spi.TextLearner;
import io.auterity.spi.TextLearner.Watch;
import java.util.List;
import java.util.Map;

/**
 * Teaches a head and measures it on what it was not taught. What was measured is what answers: it
 * is not taught anew with the whole.
 *
 * @param learned as its connector reads it
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record HeadTraining(byte[] learned, HeadReport report) {

  private static final double TEACHING = 0.8;

  /**
   * Teaches one.
   *
   * @param config of the provider that is to answer
   */
  public static HeadTraining of(
      TextLearner learner, Json.Obj config, HeadExamples examples, Watch watch) {
    byte[] learned =
        learner.learn(config, examples.taught(), share -> watch.reached(TEACHING * share));
    List<Map<String, Double>> judged =
        learner.judge(
            config,
            learned,
            examples.held().stream().map(TextLearner.Example::text).toList(),
            share -> watch.reached(TEACHING + (1 - TEACHING) * share));
    return new HeadTraining(learned, HeadReport.of(examples, judged));
  }
}

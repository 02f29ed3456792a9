package io.auterity.toolkit.learn;

import java.util.ArrayList;
import java.util.List;

/**
 * Combines the opinion of a head with those of models that were asked as well: logistic regression
 * over the head's probabilities and each model's answer. Models err in their own ways, label by
 * label, and that is what it learns.
 */
public final class SecondOpinion {

  private static final double PENALTY = 1;
  private static final double LEAST = 1e-3;

  private final List<String> labels;
  private final int models;
  private final SoftmaxRegression model;

  private SecondOpinion(List<String> labels, int models, SoftmaxRegression model) {
    this.labels = labels;
    this.models = models;
    this.model = model;
  }

  /**
   * A row to learn from.
   *
   * @param head what a head thought that had not learned from this row
   * @param answers one of each model, always in the same order; whatever is no label counts as none
   */
  public record Asked(Opinion head, List<String> answers, String label) {}

  /** Learns from rows. */
  public static SecondOpinion train(List<Asked> rows) {
    List<String> labels = rows.getFirst().head().labels();
    int models = rows.getFirst().answers().size();
    List<FeatureRow> features =
        rows.stream().map(row -> features(labels, row.head(), row.answers())).toList();
    int[] truth = rows.stream().mapToInt(row -> labels.indexOf(row.label())).toArray();
    return new SecondOpinion(
        labels,
        models,
        SoftmaxRegression.fit(
            features, truth, size(labels, models), labels.size(), PENALTY, () -> {}));
  }

  /** The opinion of all together. */
  public Opinion of(Opinion head, List<String> answers) {
    if (answers.size() != models) {
      throw new IllegalArgumentException(answers.size() + " answers of " + models + " models");
    }
    double[] scores = model.scores(features(labels, head, answers));
    return new Opinion(labels, SoftmaxRegression.probabilities(scores, 1));
  }

  private static int size(List<String> labels, int models) {
    return labels.size() * (models + 1);
  }

  private static FeatureRow features(List<String> labels, Opinion head, List<String> answers) {
    List<Integer> at = new ArrayList<>();
    List<Float> value = new ArrayList<>();
    for (int k = 0; k < labels.size(); k++) {
      at.add(k);
      value.add((float) Math.log(Math.max(LEAST, head.probabilities()[k])));
    }
    for (int m = 0; m < answers.size(); m++) {
      int label = labels.indexOf(answers.get(m));
      if (label >= 0) {
        at.add(labels.size() * (m + 1) + label);
        value.add(1f);
      }
    }
    float[] values = new float[value.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.get(i);
    }
    return new FeatureRow(at.stream().mapToInt(Integer::intValue).toArray(), values);
  }
}

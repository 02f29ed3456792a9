package io.auterity.insight.learn;

import io.auterity.relay.route.RouteLearning;

/**
 * The doubly robust estimate of what one call would have been worth at an offer. It is what a model
 * expects, and how much the answers that were seen surprised it, each weighted by how many of its
 * offer were to be expected. That is the balance heuristic for samples of several distributions
 * (Veach and Guibas, "Optimally Combining Sampling Techniques", 1995) in a doubly robust estimate:
 * right on average whatever the model says, as far as propensities are.
 */
final class CallEstimate {

  private final Lesson lesson;
  private final LearnedModel model;
  private final RouteLearning learning;
  private final double[] features;

  CallEstimate(Lesson lesson, LearnedModel model, RouteLearning learning) {
    this.lesson = lesson;
    this.model = model;
    this.learning = learning;
    this.features = lesson.features();
  }

  /** If that one, of those among whom was chosen, had been asked first. */
  double worth(String offer) {
    double expected = model.expected(learning, offer, features);
    double worth = expected;
    for (Lesson.Answered one : lesson.answers()) {
      if (one.offer().equals(offer)) {
        worth += (model.worth(learning, one) - expected) / lesson.expected(offer);
      }
    }
    return worth;
  }
}

package io.auterity.bench.learned;

import io.auterity.bench.figures.Samples;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What one training part made of one test part.
 *
 * @param cost of the policy for all rows of the test part, in US dollars
 * @param bestCost of the model that was best on the training part
 * @param majority accuracy of what most models say
 * @param oracle share of the rows to which some model knows the answer: who always chose one that
 *     does would be right so often
 * @param policy in words
 */
record SplitResult(
    int rows,
    double accuracy,
    double local,
    double cost,
    double best,
    double bestCost,
    double majority,
    double oracle,
    double p95,
    String policy) {

  static SplitResult of(
      List<ReadComplaint> train, List<ReadComplaint> test, List<PricedModel> models, long seed) {
    int best =
        IntStream.range(0, models.size())
            .boxed()
            .max(
                Comparator.<Integer>comparingDouble(m -> single(train, m))
                    .thenComparing(Comparator.reverseOrder()))
            .orElseThrow();
    Cascade cascade = Cascade.train(train, models, best, seed);
    List<Cascade.Answer> answers = test.stream().map(cascade::of).toList();
    long[] took = answers.stream().mapToLong(a -> Math.round(a.millis() * 1e6)).toArray();
    return new SplitResult(
        test.size(),
        share(test, i -> answers.get(i).label()),
        share(test, i -> cascade.local(test.get(i))),
        answers.stream().mapToDouble(Cascade.Answer::cost).sum(),
        single(test, best),
        test.stream().mapToDouble(r -> r.row().cost(models.get(best), best)).sum(),
        share(test, i -> majority(test.get(i).row())),
        oracle(test),
        new Samples(took).micros(0.95) / 1_000,
        "%s; best single %s".formatted(cascade, models.get(best).name()));
  }

  private static double single(List<ReadComplaint> rows, int model) {
    return share(rows, i -> rows.get(i).row().answers().get(model));
  }

  private static double share(List<ReadComplaint> rows, IntFunction<String> answer) {
    long right =
        IntStream.range(0, rows.size())
            .filter(i -> answer.apply(i).equals(rows.get(i).row().label()))
            .count();
    return (double) right / rows.size();
  }

  private static double oracle(List<ReadComplaint> rows) {
    long known = rows.stream().filter(r -> r.row().answers().contains(r.row().label())).count();
    return (double) known / rows.size();
  }

  // Of as many votes the label that was said first.
  private static String majority(AnsweredComplaint row) {
    Map<String, Integer> votes = new HashMap<>();
    row.answers().forEach(answer -> votes.merge(answer, 1, Integer::sum));
    return row.answers().stream()
        .max(Comparator.comparingInt(a -> votes.getOrDefault(a, 0)))
        .orElseThrow();
  }
}

package io.auterity.bench.learned;

import io.auterity.toolkit.learn.Folds;
import io.auterity.toolkit.learn.Head;
import io.auterity.toolkit.learn.Opinion;
import io.auterity.toolkit.learn.SecondOpinion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A routing policy that was learned: the head answers, and where it is less sure than a bound a
 * panel of models is asked as well. Head, panel and bound are chosen on the training part alone, on
 * rows that whatever judges them had not seen.
 */
final class Cascade {

  /** Of what the best single model cost, with a tenth of room for rows that are longer. */
  static final double MOST_COST = 0.01;

  private static final double SPENT = 0.9 * MOST_COST;
  private static final double SLOWEST = 950;
  private static final int FOLDS = 5;
  private static final double[] BOUNDS = {.35, .4, .45, .5, .55, .6, .65, .7, .75, .8, .9, 1.01};

  private final Head head;
  private final @Nullable Gate gate;
  private final @Nullable SecondOpinion second;

  /** When a panel is asked, and how that turned out on the training part. */
  record Gate(Panel panel, double bound, double likelihood, double cost) {}

  /** An answer of the policy. */
  record Answer(String label, double cost, double millis) {}

  private Cascade(Head head, @Nullable Gate gate, @Nullable SecondOpinion second) {
    this.head = head;
    this.gate = gate;
    this.second = second;
  }

  static Cascade train(List<ReadComplaint> rows, List<PricedModel> models, int best, long seed) {
    Head.Trained trained = Head.train(rows.stream().map(ReadComplaint::labelled).toList(), seed);
    double budget =
        SPENT * rows.stream().mapToDouble(r -> r.row().cost(models.get(best), best)).sum();
    Gate gate =
        panels(rows, models, budget).stream()
            .flatMap(panel -> gates(panel, rows, trained.unseen(), seed).stream())
            .filter(each -> each.cost() <= budget)
            .max(
                Comparator.comparingDouble(Gate::likelihood)
                    .thenComparing(Gate::cost, Comparator.reverseOrder()))
            .orElse(null);
    return gate != null && gate.likelihood() > likelihood(rows, trained.unseen())
        ? new Cascade(trained.head(), gate, second(gate.panel(), rows, trained.unseen()))
        : new Cascade(trained.head(), null, null);
  }

  /** The head alone. */
  String local(ReadComplaint row) {
    return head.of(row.row().text(), row.vector()).label();
  }

  Answer of(ReadComplaint row) {
    long begin = System.nanoTime();
    Opinion own = head.of(row.row().text(), row.vector());
    double local = row.millis() + (System.nanoTime() - begin) / 1e6;
    if (gate == null || second == null || own.confidence() >= gate.bound()) {
      return new Answer(own.label(), 0, local);
    }
    Opinion both = second.of(own, gate.panel().answers(row.row()));
    return new Answer(
        both.label(), gate.panel().cost(row.row()), local + gate.panel().millis(row.row()));
  }

  /** In words. */
  @Override
  public String toString() {
    return gate == null
        ? "head"
        : "head, below %s %s".formatted(gate.bound(), gate.panel().names());
  }

  private static List<Panel> panels(
      List<ReadComplaint> rows, List<PricedModel> models, double budget) {
    List<Integer> fit =
        IntStream.range(0, models.size())
            .filter(m -> slow(rows, m) <= SLOWEST)
            .filter(
                m ->
                    rows.stream().mapToDouble(r -> r.row().cost(models.get(m), m)).sum() / 5
                        <= budget)
            .boxed()
            .toList();
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < fit.size(); i++) {
      panels.add(new Panel(models, List.of(fit.get(i))));
      for (int j = i + 1; j < fit.size(); j++) {
        panels.add(new Panel(models, List.of(fit.get(i), fit.get(j))));
      }
    }
    return panels;
  }

  private static double slow(List<ReadComplaint> rows, int model) {
    double[] sorted =
        rows.stream().mapToDouble(r -> r.row().seconds().get(model) * 1_000).sorted().toArray();
    return sorted[(int) Math.ceil(sorted.length * 0.95) - 1];
  }

  private static List<Gate> gates(
      Panel panel, List<ReadComplaint> rows, List<Opinion> heads, long seed) {
    List<Opinion> both = unseen(panel, rows, heads, seed);
    List<Gate> gates = new ArrayList<>();
    for (double bound : BOUNDS) {
      double likelihood = 0;
      double cost = 0;
      for (int i = 0; i < rows.size(); i++) {
        AnsweredComplaint row = rows.get(i).row();
        boolean asks = heads.get(i).confidence() < bound;
        likelihood += (asks ? both : heads).get(i).likelihood(row.label());
        cost += asks ? panel.cost(row) : 0;
      }
      gates.add(new Gate(panel, bound, likelihood, cost));
    }
    return gates;
  }

  private static List<Opinion> unseen(
      Panel panel, List<ReadComplaint> rows, List<Opinion> heads, long seed) {
    int[] folds = Folds.of(rows.stream().map(r -> r.row().label()).toList(), FOLDS, seed + 1);
    List<Opinion> made = new ArrayList<>(heads);
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      List<Integer> rest =
          IntStream.range(0, folds.length).filter(i -> folds[i] != held).boxed().toList();
      SecondOpinion second =
          second(
              panel, rest.stream().map(rows::get).toList(), rest.stream().map(heads::get).toList());
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] == held) {
          made.set(i, second.of(heads.get(i), panel.answers(rows.get(i).row())));
        }
      }
    }
    return made;
  }

  private static SecondOpinion second(Panel panel, List<ReadComplaint> rows, List<Opinion> heads) {
    return SecondOpinion.train(
        IntStream.range(0, rows.size())
            .mapToObj(i -> panel.asked(rows.get(i).row(), heads.get(i)))
            .toList());
  }

  private static double likelihood(List<ReadComplaint> rows, List<Opinion> opinions) {
    return IntStream.range(0, rows.size())
        .mapToDouble(i -> opinions.get(i).likelihood(rows.get(i).row().label()))
        .sum();
  }
}

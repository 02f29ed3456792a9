package io.auterity.bench.route;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.figures.Samples;
import java.time.Duration;
import java.util.List;

/**
 * Time to plan one call and to hold its cost: the route of a call whose winner's rank is uniform,
 * the look at its candidates, their order, and breaker permit, slot and holds for the first. One
 * thread decides one call after the other for a tenant with 100 providers and 10, 100 or 1,000
 * routes. Of the routes 70 in 100 test a label or the model for equality or a glob, 20 evaluate an
 * expression that holds an equality, and 10 one that does not. One route in ten lets all providers
 * answer, the others name six.
 */
public final class RouteBench implements Bench {

  private static final List<Integer> SIZES = List.of(10, 100, 1_000);
  private static final Duration WARM_UP = Duration.ofSeconds(27);
  private static final int ROUNDS = 5;
  private static final int DECISIONS = 100_000;
  private static final long SEED = 1;

  @Override
  public String name() {
    return "route";
  }

  @Override
  public String summary() {
    return "microseconds to plan a call and hold its cost, with 10, 100 and 1,000 routes";
  }

  @Override
  public Figures run() {
    List<Course> courses = SIZES.stream().map(Course::new).toList();
    warmUp(courses);
    for (int round = 0; round < ROUNDS; round++) {
      courses.forEach(Course::measure);
    }
    Figures figures = new Figures();
    courses.forEach(course -> course.report(figures));
    return figures;
  }

  private static void warmUp(List<Course> courses) {
    long end = System.nanoTime() + WARM_UP.toNanos();
    while (System.nanoTime() < end) {
      courses.forEach(Course::warmUp);
    }
  }

  /** The rounds with one number of routes. */
  private static final class Course {
    private final int size;
    private final Tenant tenant;
    private final Rounds middle = new Rounds();
    private final Rounds tail = new Rounds();
    private final Rounds evaluations = new Rounds();

    Course(int size) {
      this.size = size;
      this.tenant = new Tenant(size, SEED);
    }

    void warmUp() {
      for (int i = 0; i < DECISIONS / 10; i++) {
        tenant.decide();
      }
    }

    void measure() {
      long before = tenant.evaluations();
      long[] took = new long[DECISIONS];
      for (int i = 0; i < DECISIONS; i++) {
        took[i] = tenant.decide();
      }
      Samples samples = new Samples(took);
      middle.add(samples.micros(0.50));
      tail.add(samples.micros(0.99));
      evaluations.add((double) (tenant.evaluations() - before) / DECISIONS);
    }

    void report(Figures figures) {
      figures
          .add("p50_us_" + size, middle)
          .add("p99_us_" + size, tail)
          .add("residual_evaluations_" + size, evaluations);
    }
  }
}

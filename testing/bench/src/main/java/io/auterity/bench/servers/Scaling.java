package io.auterity.bench.servers;

import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one, two and three servers carried, round by round, and a model of more: a server has its
 * share of a core for what a request costs it, and that cost grows in a straight line with the
 * number of servers.
 */
final class Scaling {

  /** The most servers that are measured. */
  static final int MOST = 3;

  /** How many servers the model tells of. */
  static final int MODELLED = 10;

  private final double cores;
  private final List<Of> all = Stream.generate(Of::new).limit(MOST).toList();
  private final List<Rounds> ratios = Stream.generate(Rounds::new).limit(MOST).toList();
  private final List<Rounds> costRatios = Stream.generate(Rounds::new).limit(MOST).toList();

  /**
   * @param cores share of a core that each server has
   */
  Scaling(double cores) {
    this.cores = cores;
  }

  /**
   * What some servers carried.
   *
   * @param perSecond requests
   * @param cpu microseconds that the servers used for each request
   * @param database microseconds that the database did
   * @param commits transactions for each request
   * @param written bytes of the database's log for each request
   */
  record Carried(double perSecond, double cpu, double database, double commits, double written) {}

  private static final class Of {
    private final Rounds perSecond = new Rounds();
    private final Rounds cpu = new Rounds();
    private final Rounds database = new Rounds();
    private final Rounds commits = new Rounds();
    private final Rounds written = new Rounds();

    private void add(Carried carried) {
      perSecond.add(carried.perSecond);
      cpu.add(carried.cpu);
      database.add(carried.database);
      commits.add(carried.commits);
      written.add(carried.written);
    }
  }

  /**
   * Adds a round.
   *
   * @param round of one server, of two, …
   */
  void add(List<Carried> round) {
    for (int i = 0; i < MOST; i++) {
      all.get(i).add(round.get(i));
      ratios.get(i).add(round.get(i).perSecond / round.getFirst().perSecond);
      costRatios.get(i).add(round.get(i).cpu / round.getFirst().cpu);
    }
  }

  Figures figures() {
    Figures figures = new Figures();
    for (int i = 1; i < MOST; i++) {
      figures
          .add("rps_ratio_" + (i + 1), ratios.get(i))
          .add("cpu_ratio_" + (i + 1), costRatios.get(i));
    }
    for (int i = 0; i < MOST; i++) {
      Of one = all.get(i);
      String suffix = "_" + (i + 1);
      figures
          .add("rps" + suffix, one.perSecond)
          .add("cpu_us_per_request" + suffix, one.cpu)
          .add("postgres_us_per_request" + suffix, one.database)
          .add("commits_per_request" + suffix, one.commits)
          .add("wal_bytes_per_request" + suffix, one.written);
    }
    return figures
        .add("model_off_percent", 100 * error())
        .add("model_rps_" + MODELLED, modelled(MODELLED))
        .add(
            "model_postgres_cores_" + MODELLED,
            modelled(MODELLED) * all.getLast().database.median() / 1e6);
  }

  /** By how much the model is off what was measured, at most, as a share. */
  double error() {
    return IntStream.rangeClosed(1, MOST)
        .mapToDouble(n -> Math.abs(modelled(n) / all.get(n - 1).perSecond.median() - 1))
        .max()
        .orElseThrow();
  }

  /** Requests per second of so many servers, by the model. */
  double modelled(int servers) {
    double mean = IntStream.rangeClosed(1, MOST).mapToDouble(this::cost).average().orElseThrow();
    double middle = (MOST + 1) / 2.0;
    double slope =
        IntStream.rangeClosed(1, MOST).mapToDouble(n -> (n - middle) * cost(n)).sum()
            / IntStream.rangeClosed(1, MOST).mapToDouble(n -> Math.pow(n - middle, 2)).sum();
    return servers * cores * 1e6 / (mean + slope * (servers - middle));
  }

  private double cost(int servers) {
    return all.get(servers - 1).cpu.median();
  }
}

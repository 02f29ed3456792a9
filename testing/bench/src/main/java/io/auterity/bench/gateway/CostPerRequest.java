package io.auterity.bench.gateway;

import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import io.auterity.bench.traffic.Served;
import java.time.Duration;

/** What a request costs in CPU time under one load, at the gateway and at nginx, round by round. */
final class CostPerRequest {

  private final String load;
  private final Rounds ratio = new Rounds();
  private final Rounds gateway = new Rounds();
  private final Rounds nginx = new Rounds();
  private final Rounds database = new Rounds();
  private final Rounds loader = new Rounds();
  private final Rounds perSecond = new Rounds();
  private final Rounds nginxPerSecond = new Rounds();
  private final Rounds ratioPerSecond = new Rounds();
  private final Rounds busy = new Rounds();
  private final Rounds nginxBusy = new Rounds();
  private final Rounds othersBusy = new Rounds();

  /**
   * @param load its name in figures
   */
  CostPerRequest(String load) {
    this.load = load;
  }

  /**
   * A round at one of the two.
   *
   * @param cpu of its process
   * @param loader CPU of who sent the requests
   * @param busy share of its core
   * @param othersBusy share of the other core
   */
  record Side(Served served, Duration cpu, Duration loader, double busy, double othersBusy) {

    private double each(Duration time) {
      return time.toNanos() / 1e3 / served.requests();
    }

    private double cost() {
      return each(cpu);
    }
  }

  /**
   * Adds a round.
   *
   * @param written CPU of the database for the gateway's decisions
   */
  void add(Side own, Side plain, Duration written) {
    ratio.add(plain.cost() / own.cost());
    gateway.add(own.cost());
    nginx.add(plain.cost());
    database.add(own.each(written));
    loader.add(own.each(own.loader));
    perSecond.add(own.served.perSecond());
    nginxPerSecond.add(plain.served.perSecond());
    ratioPerSecond.add(own.served.perSecond() / plain.served.perSecond());
    busy.add(own.busy);
    nginxBusy.add(plain.busy);
    othersBusy.add(own.othersBusy);
  }

  /** The one of two whose median ratio is the lower. */
  static CostPerRequest lower(CostPerRequest one, CostPerRequest other) {
    return one.ratio.median() <= other.ratio.median() ? one : other;
  }

  /** Adds the costs, under their plain names. */
  Figures costs(Figures figures) {
    return costs(figures, "");
  }

  /** Adds all, with the load in their names. */
  Figures all(Figures figures) {
    String suffix = "_" + load;
    return costs(figures, suffix)
        .add("rps" + suffix, perSecond)
        .add("nginx_rps" + suffix, nginxPerSecond)
        .add("busy" + suffix, busy)
        .add("nginx_busy" + suffix, nginxBusy)
        .add("others_busy" + suffix, othersBusy)
        .add("load_us_per_request" + suffix, loader);
  }

  private Figures costs(Figures figures, String suffix) {
    return figures
        .add("cpu_ratio" + suffix, ratio)
        .add("cpu_us_per_request" + suffix, gateway)
        .add("nginx_cpu_us_per_request" + suffix, nginx)
        .add("postgres_us_per_decision" + suffix, database);
  }

  /** Requests per second at the gateway for each at nginx. */
  Rounds ratioPerSecond() {
    return ratioPerSecond;
  }
}

package io.auterity.bench;

import io.auterity.bench.cache.CacheBench;
import io.auterity.bench.connectors.ConnectorLoadBench;
import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.gateway.GatewayBench;
import io.auterity.bench.guardrail.GuardrailsBench;
import io.auterity.bench.guardrail.InjectionHeadBench;
import io.auterity.bench.journal.CarriersBench;
import io.auterity.bench.journal.FanoutBench;
import io.auterity.bench.journal.JournalBench;
import io.auterity.bench.journal.RecoveryBench;
import io.auterity.bench.journal.SignalBench;
import io.auterity.bench.journal.TimersBench;
import io.auterity.bench.learned.LearnedBench;
import io.auterity.bench.neighbours.NeighboursBench;
import io.auterity.bench.plugins.PluginLoadBench;
import io.auterity.bench.route.RouteBench;
import io.auterity.bench.servers.ServersBench;
import io.auterity.bench.startup.StartupBench;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ./auterity bench NAME [OPTIONS] [--json]}: measures, prints, ends with one JSON object.
 */
public final class Main {

  private static final List<Bench> ALL =
      List.of(
          new StartupBench(),
          new RouteBench(),
          new PluginLoadBench(),
          new ConnectorLoadBench(),
          new JournalBench(),
          new CarriersBench(),
          new FanoutBench(),
          new SignalBench(),
          new TimersBench(),
          new RecoveryBench(),
          new GatewayBench(),
          new CacheBench(),
          new GuardrailsBench(),
          new InjectionHeadBench(),
          new NeighboursBench(),
          new LearnedBench(),
          new ServersBench());

  private Main() {}

  public static void main(String[] arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    boolean json = words.remove("--json");
    String name = words.isEmpty() ? "" : words.removeFirst();
    Bench bench =
        ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseGet(Main::usage);
    Runtime.getRuntime().addShutdownHook(new Thread(Main::endChildren));
    try {
      bench = bench.with(words);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      usage();
    }
    run(bench, words, json);
    System.exit(0);
  }

  private static Bench usage() {
    System.err.println("Usage: ./auterity bench NAME [OPTIONS] [--json]");
    for (Bench bench : ALL) {
      System.err.printf("  %-14s %s%n", bench.name(), bench.summary());
      bench.options().lines().forEach(line -> System.err.printf("  %-14s   %s%n", "", line));
    }
    System.exit(2);
    throw new IllegalStateException("ended");
  }

  // Nothing that was started outlives an interrupted bench.
  private static void endChildren() {
    ProcessHandle.current().children().forEach(ProcessHandle::destroy);
  }

  private static void run(Bench bench, List<String> options, boolean json) {
    try {
      Figures figures = bench.run();
      if (!json) {
        System.out.print(figures.text());
      }
      System.out.printf(
          "{\"bench\": \"%s\", \"figures\": %s, \"machine\": \"%s\", \"commit\": \"%s\"}%n",
          String.join(" ", bench.name(), String.join(" ", options)).strip(),
          figures.json(),
          Machine.describe(),
          Machine.commit());
    } catch (VoidRunException e) {
      end(bench, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      end(bench, "unexpectedly, " + e);
    }
  }

  private static void end(Bench bench, String why) {
    System.err.println("bench " + bench.name() + ": the run is void: " + why);
    System.exit(1);
  }
}

package io.auterity.bench;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.gateway.GatewayBench;
import io.auterity.bench.journal.JournalBench;
import io.auterity.bench.plugins.PluginLoadBench;
import io.auterity.bench.route.RouteBench;
import io.auterity.bench.startup.StartupBench;
import java.util.List;

/** {@code ./auterity bench NAME [--json]}: measures, prints, and ends with one JSON object. */
public final class Main {

  private static final List<Bench> ALL =
      List.of(
          new StartupBench(),
          new RouteBench(),
          new PluginLoadBench(),
          new JournalBench(),
          new GatewayBench());

  private Main() {}

  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    boolean json = words.contains("--json");
    List<String> names = words.stream().filter(word -> !word.equals("--json")).toList();
    if (names.size() != 1
        || ALL.stream().noneMatch(bench -> bench.name().equals(names.getFirst()))) {
      System.err.println("Usage: ./auterity bench NAME [--json]");
      ALL.forEach(bench -> System.err.printf("  %-12s %s%n", bench.name(), bench.summary()));
      System.exit(2);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(Main::endChildren));
    ALL.stream().filter(bench -> bench.name().equals(names.getFirst())).forEach(b -> run(b, json));
    System.exit(0);
  }

  // Nothing that was started outlives an interrupted bench.
  private static void endChildren() {
    ProcessHandle.current().children().forEach(ProcessHandle::destroy);
  }

  private static void run(Bench bench, boolean json) {
    try {
      Figures figures = bench.run();
      if (!json) {
        figures.values().forEach((name, value) -> System.out.printf("%-32s %s%n", name, value));
      }
      System.out.printf(
          "{\"bench\": \"%s\", \"figures\": %s, \"machine\": \"%s\", \"commit\": \"%s\"}%n",
          bench.name(), figures.json(), Machine.describe(), Machine.commit());
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

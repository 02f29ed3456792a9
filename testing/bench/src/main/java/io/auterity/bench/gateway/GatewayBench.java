package io.auterity.bench.gateway;

import io.auterity.bench.cpu.Shell;
import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.server.PinnedServer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The gateway beside nginx as a plain proxy, or beside its endpoint without anything between. */
public final class GatewayBench implements Bench {

  private enum Mode {
    CALLS,
    STREAM,
    PROFILE
  }

  private final Mode mode;
  private final Governance governance;

  public GatewayBench() {
    this(Mode.CALLS, Governance.ON);
  }

  private GatewayBench(Mode mode, Governance governance) {
    this.mode = mode;
    this.governance = governance;
  }

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public String summary() {
    return "CPU per request on one core against nginx, requests per second, added latency";
  }

  @Override
  public String options() {
    return """
        --governance off   without limits and routes; decisions are written as ever
        --stream           streams of 64 deltas instead: first delta, gaps, what is lost
        --profile          where the time goes: µs per request by stage, from a recording\
        """;
  }

  @Override
  public Bench with(List<String> options) {
    Mode chosen = mode;
    Governance in = governance;
    Iterator<String> words = options.iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--governance" -> in = governance(words);
        case "--stream" -> chosen = only(chosen, Mode.STREAM);
        case "--profile" -> chosen = only(chosen, Mode.PROFILE);
        default -> throw new IllegalArgumentException("gateway has no option " + word);
      }
    }
    return new GatewayBench(chosen, in);
  }

  private static Mode only(Mode before, Mode asked) {
    if (before != Mode.CALLS) {
      throw new IllegalArgumentException("--stream and --profile go one at a time");
    }
    return asked;
  }

  private static Governance governance(Iterator<String> words) {
    return switch (words.hasNext() ? words.next() : "") {
      case "on" -> Governance.ON;
      case "off" -> Governance.OFF;
      default -> throw new IllegalArgumentException("--governance is on or off");
    };
  }

  @Override
  public Figures run() {
    if (Runtime.getRuntime().availableProcessors() < 2) {
      throw new VoidRunException("two cores are needed");
    }
    Path folder = Path.of(System.getProperty("auterity.data"), "bench", "gateway").toAbsolutePath();
    Shell.move(PinnedServer.OTHERS, ProcessHandle.current().pid());
    return switch (mode) {
      case CALLS -> new CallRounds(folder, governance).run();
      case STREAM -> new StreamRounds(folder, governance).run();
      case PROFILE -> new ProfiledLoad(folder, governance).run();
    };
  }
}

package io.auterity.bench.gateway;

import io.auterity.bench.cpu.Shell;
import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.server.PinnedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** The gateway beside nginx as a plain proxy, or beside its endpoint without anything between. */
public final class GatewayBench implements Bench {

  private enum Mode {
    CALLS,
    STREAM,
    PROFILE,
    PEERS,
    SOAK,
    OUTAGE,
    CROWD
  }

  private final Mode mode;
  private final Governance governance;
  private final Duration soak;

  public GatewayBench() {
    this(Mode.CALLS, Governance.ON, Duration.ZERO);
  }

  private GatewayBench(Mode mode, Governance governance, Duration soak) {
    this.mode = mode;
    this.governance = governance;
    this.soak = soak;
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
    --peers            beside nginx, Portkey and LiteLLM, which it installs (npm, pip)
    --soak TIME        calls and streams for e.g. 20m: whether memory and latency stay
    --crowd            1,000 callers at one time, 100 providers that fail now and then
    --outage           1,000 calls/s while PostgreSQL is stopped for ten seconds
    --profile          where the time goes: µs per request by stage, from a recording\
    """;
  }

  @Override
  public Bench with(List<String> options) {
    Mode chosen = mode;
    Governance in = governance;
    Duration length = soak;
    Iterator<String> words = options.iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--governance" -> in = governance(words);
        case "--stream" -> chosen = only(chosen, Mode.STREAM);
        case "--profile" -> chosen = only(chosen, Mode.PROFILE);
        case "--peers" -> chosen = only(chosen, Mode.PEERS);
        case "--crowd" -> chosen = only(chosen, Mode.CROWD);
        case "--outage" -> chosen = only(chosen, Mode.OUTAGE);
        case "--soak" -> {
          chosen = only(chosen, Mode.SOAK);
          length = minutes(words);
        }
        default -> throw new IllegalArgumentException("gateway has no option " + word);
      }
    }
    return new GatewayBench(chosen, in, length);
  }

  private static Mode only(Mode before, Mode asked) {
    if (before != Mode.CALLS) {
      throw new IllegalArgumentException(
          "--stream, --profile, --peers, --soak, --outage and --crowd go one at a time");
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

  private static Duration minutes(Iterator<String> words) {
    String word = words.hasNext() ? words.next() : "";
    if (!word.matches("[1-9][0-9]{0,3}m")) {
      throw new IllegalArgumentException("--soak is a number of minutes, such as 20m");
    }
    return Soak.checked(Duration.ofMinutes(Long.parseLong(word.substring(0, word.length() - 1))));
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
      case PEERS -> new PeerRounds(folder, governance).run();
      case OUTAGE -> new DatabaseOutage(folder, governance).run();
      case CROWD -> new Crowd(folder).run();
      case SOAK -> new Soak(folder, governance, soak).run();
    };
  }
}

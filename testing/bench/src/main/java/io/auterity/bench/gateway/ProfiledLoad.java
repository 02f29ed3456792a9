package io.auterity.bench.gateway;

import io.auterity.bench.cpu.ProcessTime;
import io.auterity.bench.cpu.Shell;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.server.MeasuredServer;
import io.auterity.bench.server.PinnedServer;
import io.auterity.bench.traffic.Bodies;
import io.auterity.bench.traffic.Nginx;
import io.auterity.bench.traffic.Wrk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the gateway's time goes at saturation: the CPU time of its process per request, by the
 * JVM's own threads as the system counts them, the rest by stage as the samples of a recording
 * fall.
 */
final class ProfiledLoad {

  private static final int SLOTS = 256;
  private static final Duration WARM_UP = Duration.ofSeconds(150);
  private static final Duration RECORDED = Duration.ofSeconds(30);

  /** Of threads that run no Java, by the beginning of their name. */
  private static final Map<String, List<String>> NATIVE =
      Map.of(
          "gc", List.of("GC Thread", "G1 "),
          "jit", List.of("C1 Compiler", "C2 Compiler"),
          "recorder", List.of("JFR "),
          "vm", List.of("VM "));

  private final Path folder;
  private final Governance governance;

  ProfiledLoad(Path folder, Governance governance) {
    this.folder = folder;
    this.governance = governance;
  }

  Figures run() {
    try (Nginx endpoint =
            Nginx.endpoint(
                folder.resolve("endpoint"), PinnedServer.OTHERS, Bodies.MODEL, Bodies.ANSWER);
        PinnedServer site = PinnedServer.start(folder.resolve("data"))) {
      MeasuredServer server = site.server();
      server.apply(governance.resources(endpoint.address(), SLOTS));
      Wrk wrk = new Wrk(folder, PinnedServer.OTHERS, server.key(), Bodies.QUESTION);
      wrk.run(server.gateway(), WARM_UP);
      return record(wrk, server);
    }
  }

  private Figures record(Wrk wrk, MeasuredServer server) {
    Path recording = folder.resolve("gateway.jfr");
    command(server, "JFR.configure", "stackdepth=256");
    command(server, "JFR.start", "name=bench", "settings=" + settings());
    Duration before = ProcessTime.of(server.process());
    Map<String, Duration> threadsBefore = ProcessTime.threads(server.process());
    long requests = wrk.run(server.gateway(), RECORDED).requests();
    server.awaitQuiet();
    Duration all = ProcessTime.of(server.process()).minus(before);
    Map<String, Duration> ownTimes = jvm(threadsBefore, ProcessTime.threads(server.process()));
    command(server, "JFR.stop", "name=bench", "filename=" + recording);
    System.err.println("The recording lies in " + recording);
    return figures(requests, all, ownTimes, Profile.read(recording).stages());
  }

  private Path settings() {
    try {
      return Files.writeString(folder.resolve("profile.jfc"), Profile.SETTINGS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void command(MeasuredServer server, String... words) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command = new ArrayList<>();
    command.add(jcmd.toString());
    command.add(String.valueOf(server.process().pid()));
    command.addAll(List.of(words));
    Shell.output(command);
  }

  /** What the JVM's own threads have used in between, by what they do. */
  static Map<String, Duration> jvm(Map<String, Duration> before, Map<String, Duration> after) {
    Map<String, Duration> times = new LinkedHashMap<>();
    NATIVE.keySet().stream().sorted().forEach(group -> times.put(group, Duration.ZERO));
    after.forEach(
        (thread, time) ->
            NATIVE.forEach(
                (group, names) -> {
                  if (names.stream().anyMatch(thread::startsWith)) {
                    Duration spent = time.minus(before.getOrDefault(thread, Duration.ZERO));
                    times.merge(group, spent, Duration::plus);
                  }
                }));
    return times;
  }

  /**
   * In µs per request, which add up to the whole.
   *
   * @param jvm times of the JVM's own threads
   * @param stages times of all others, of which the shares count
   */
  static Figures figures(
      long requests, Duration all, Map<String, Duration> jvm, Map<String, Duration> stages) {
    double java = micros(all.minus(sum(jvm)), requests);
    long sampled = sum(stages).toNanos();
    if (sampled == 0) {
      throw new VoidRunException("the recording holds no samples");
    }
    Figures figures = new Figures().add("requests", (double) requests);
    figures.add("cpu_us_per_request", micros(all, requests));
    stages.forEach((stage, time) -> figures.add("us_" + stage, java * time.toNanos() / sampled));
    jvm.forEach((group, time) -> figures.add("us_" + group, micros(time, requests)));
    return figures;
  }

  private static Duration sum(Map<String, Duration> times) {
    return times.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  private static double micros(Duration time, long requests) {
    return time.toNanos() / 1e3 / requests;
  }
}

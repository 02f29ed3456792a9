package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.ApiClient.UnreachableException;
import io.auterity.cli.api.ConsoleLink;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.run.RunSnapshot;
import io.auterity.cli.run.RunWait;
import io.auterity.cli.run.Standstill;
import io.auterity.cli.server.Folders;
import io.auterity.cli.server.Pause;
import io.auterity.cli.server.ServerProcess;
import io.auterity.cli.server.Training;
import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs complaint triage from nothing to results, with an outage in the middle. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a server unless one runs on this data directory, creates a tenant, applies",
      "examples/complaint-triage and runs it. Half-way one provider fails for some seconds, where the",
      "server allows injected faults; calls fail over and nothing is lost.",
      "Stays up with the console until Ctrl-C; each link it prints signs in once, for ten minutes."
    },
    subcommands = ServicesCommand.class)
public final class DemoCommand implements Callable<Integer> {

  private static final Duration LAST_BREATH = Duration.ofSeconds(1);

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "Complaints as .csv or .jsonl with id and narrative; the example's own when absent.")
  private @Nullable Path input;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "20",
      description = "Divides the latencies of recorded answers (default: ${DEFAULT-VALUE}).")
  private double speed;

  @Option(names = "--exit", description = "Stop when the run has ended.")
  private boolean exit;

  @Option(names = "--json", description = "Last line of output is one JSON object of figures.")
  private boolean json;

  private final PrintStream out = System.out;

  @Override
  public Integer call() {
    Example example = new Example(Folders.examples().resolve("complaint-triage"));
    ComplaintFile file =
        ComplaintReader.read(
            input != null ? input : example.input(),
            ServerLimits.of(System.getenv(), Path.of("auterity.yaml")));
    PlaybackSpeed.check(speed, file, example.classifyTimeout());
    Map<String, String> settings =
        Map.of(
            "AUTERITY_FAULTS_ALLOWED",
            "true",
            "AUTERITY_PLUGINS_DIRECTORY",
            Folders.distribution().resolve("plugins").toString());
    int complaints = file.complaints().size();
    System.err.printf(
        "Starting the server unless it runs, which takes some seconds; then %d complaints are worked"
            + " off.%n",
        complaints);
    try (Progress progress = Progress.of(complaints, terminal());
        ServerProcess server = ServerProcess.on(Folders.distribution(), Folders.data(), settings)) {
      return run(server, example, file, progress);
    }
  }

  private int run(ServerProcess server, Example example, ComplaintFile file, Progress progress) {
    try {
      ApiClient api =
          DemoTenant.DEMO.open(
              new ApiClient(server.addresses().console()).withRetries(Pause::of),
              Folders.data(),
              Clock.systemUTC());
      new Preparation(api).prepare(example, file, speed);
      TriageRun run = TriageRun.begin(api, example, file, speed);
      ConsoleLink link = new ConsoleLink(api, "runs/" + run.id());
      announce(run, link);
      Outage outage = new Outage(api, run, file.complaints().size(), Clock.systemUTC());
      RunSnapshot end =
          new RunWait(
                  () -> look(server, run, progress, outage),
                  new Standstill(api),
                  question -> ask(question, progress::tell, exit),
                  Clock.systemUTC(),
                  Pause::of)
              .toTheEnd();
      progress.close();
      RunCosts costs = RunCosts.of(api, run.id());
      DemoFigures figures = DemoFigures.of(api, run, end, file, costs);
      new DemoReport(out, api).print(figures, end, file, costs);
      if (json) {
        out.println(figures.json());
      }
      stay(server, link);
      return figures.flaws().isEmpty() ? 0 : CliException.FAILED;
    } catch (UnreachableException e) {
      throw server.endsWithin(LAST_BREATH) ? server.died() : e;
    }
  }

  private static RunSnapshot look(
      ServerProcess server, TriageRun run, Progress progress, Outage outage) {
    if (!server.alive()) {
      throw server.died();
    }
    RunSnapshot state = run.look();
    progress.at(state.done());
    outage.look(state).ifPresent(progress::say);
    return state;
  }

  /** Prints the question that waits for an answer; with {@code exit} it fails with it instead. */
  static void ask(String question, Consumer<String> tell, boolean exit) {
    if (exit) {
      throw CliException.failed(
          question + " while ./auterity start runs, then run the same command again");
    }
    tell.accept("Not done: " + question + " in another terminal");
  }

  private void announce(TriageRun run, ConsoleLink link) {
    out.println((run.resumed() ? "Going on with the run " : "Started the run ") + run.id());
    if (!exit) {
      out.println("Console: " + link.fresh());
    }
  }

  private static boolean terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private void stay(ServerProcess server, ConsoleLink link) {
    if (exit) {
      return;
    }
    PrintStream talk = json ? System.err : out;
    talk.println(server.untilWhen());
    talk.println("Console: " + link.fresh());
    talk.printf(
        "The link signs in once, for ten minutes; after that the key in %s does.%n",
        DemoTenant.DEMO.keyFile(Folders.data()));
    if (server.owned()) {
      Training.begin();
    }
    server.awaitOwnEnd();
  }
}

package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** The commands for a stalled run: it cannot be read back, or ends the server. */
abstract sealed class RunStandstillCommand extends RemoteCommand.OfTenant {

  private final String verb;

  @Parameters(paramLabel = "RUN", description = "Id of the run.")
  private String run = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; kept with the run.")
  private String reason = "";

  RunStandstillCommand(String verb) {
    this.verb = verb;
  }

  ObjectNode body() {
    return ApiClient.mapper().createObjectNode().put("reason", reason);
  }

  @Override
  public Integer call() {
    String path = RunCommand.path(run) + "/" + verb;
    System.out.println(client().post(path, body()).toPrettyString());
    return 0;
  }

  /** Ends it. */
  @Command(
      name = "end",
      description = {
        "Ends a run that stands still, and prints it.",
        "What its journal tells, as far as it can be read, is kept with the end. A run that goes on"
            + " is cancelled in the console instead."
      })
  static final class End extends RunStandstillCommand {

    @Option(
        names = "--as",
        paramLabel = "STATE",
        description = "What it counts as: failed (default) or cancelled.")
    private @Nullable String as;

    End() {
      super("end");
    }

    @Override
    ObjectNode body() {
      return as == null ? super.body() : super.body().put("as", as);
    }
  }

  /** Sets aside what cannot be read. */
  @Command(
      name = "repair",
      description = {
        "Lets a run go on that stands still, and prints it.",
        "Events of its journal that cannot be read are set aside, not deleted. Calls that may have"
            + " happened unseen are in doubt, and asked about before they are made:"
            + " './auterity run show RUN' names them."
      })
  static final class Repair extends RunStandstillCommand {
    Repair() {
      super("repair");
    }
  }

  /** Passes over the step that stalls. */
  @Command(
      name = "skip",
      description = {
        "As repair, and passes over the step whose event cannot be read, and prints the run.",
        "Later steps see null as its output."
      })
  static final class Skip extends RunStandstillCommand {
    Skip() {
      super("skip");
    }
  }
}

package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Trains heads, and says which version of one answers. */
@Command(
    name = "head",
    description = {
      "Heads choose one of a set of labels in the server's own process, for nothing:",
      "./auterity head train|cancel|list|show|rollback|withdraw"
    },
    subcommands = {
      HeadTrainCommand.class,
      HeadCommand.Cancel.class,
      HeadCommand.Names.class,
      HeadCommand.Show.class,
      HeadCommand.Rollback.class,
      HeadCommand.Withdraw.class
    })
final class HeadCommand extends CommandGroup {

  static final String HEADS = "/api/v1/heads";

  private static final double PERCENT = 100;

  HeadCommand() {
    super("head train, cancel, list, show, rollback or withdraw");
  }

  /** Of one head. */
  static String path(String head) {
    return HEADS + "/" + UrlEncoding.encoded(head);
  }

  /** Ends a training. */
  @Command(
      name = "cancel",
      description = "Ends a training that is under way; nothing is kept of it.")
  static final class Cancel extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "TRAINING", description = "Its id, as head train tells it.")
    private String training = "";

    @Override
    public Integer call() {
      var _ =
          client()
              .send(
                  "DELETE",
                  HEADS + "/trainings/" + UrlEncoding.encoded(training),
                  "application/json",
                  new byte[0]);
      return 0;
    }
  }

  /** Lists heads. */
  @Command(
      name = "list",
      description = "Lists the tenant's heads, and which version of each answers.")
  static final class Names extends RemoteCommand.OfTenant {

    @Option(names = "--json", description = "The answer of the API instead.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode answer = client().get(HEADS);
      if (json) {
        System.out.println(answer);
        return 0;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("head", "answers", "versions", "accuracy of the latest"));
      for (JsonNode head : answer.path("items")) {
        JsonNode versions = head.path("versions");
        rows.add(
            List.of(
                head.path("id").asString(""),
                answering(head),
                Integer.toString(versions.size()),
                versions.isEmpty() ? "-" : accuracy(versions.get(0).path("report"))));
      }
      TextTable.print(rows);
      return 0;
    }
  }

  /** Shows one. */
  @Command(
      name = "show",
      description = "Shows the versions of a head, and how well one does on held-out examples.")
  static final class Show extends RemoteCommand.WithOwnHelp {

    @SuppressWarnings("UnusedVariable") // It takes the place of the one with a --version of ours.
    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help message and exit.")
    private boolean help;

    @Parameters(paramLabel = "HEAD", description = "Id of its provider.")
    private String head = "";

    @Option(
        names = "--version",
        paramLabel = "NUMBER",
        description = "Of which version; of that which answers, or the latest, when absent.")
    private @Nullable Integer version;

    @Option(names = "--json", description = "The answer of the API instead.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode answer = client().get(path(head));
      if (json) {
        System.out.println(answer);
        return 0;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("version", "made", "by", "taught", "accuracy", "state"));
      for (JsonNode one : answer.path("versions")) {
        rows.add(
            List.of(
                one.path("version").asString(""),
                one.path("made").asString(""),
                one.path("by").asString(""),
                one.path("source").asString(""),
                accuracy(one.path("report")),
                state(answer, one)));
      }
      System.out.printf("%s: %s%n", head, answering(answer));
      TextTable.print(rows);
      wanted(answer).ifPresent(one -> report(one.path("version").asString(), one.path("report")));
      return 0;
    }

    private Optional<JsonNode> wanted(JsonNode answer) {
      String number = version == null ? answer.path("inForce").asString("") : version.toString();
      List<JsonNode> all = new ArrayList<>();
      answer.path("versions").forEach(all::add);
      return all.stream()
          .filter(one -> number.isEmpty() || one.path("version").asString("").equals(number))
          .findFirst();
    }
  }

  /** Goes back. */
  @Command(
      name = "rollback",
      description = "Lets an earlier version of a head answer again, at every server.")
  static final class Rollback extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "HEAD", description = "Id of its provider.")
    private String head = "";

    @Option(
        names = "--to",
        paramLabel = "NUMBER",
        description = "Which version; the one before that which answers when absent.")
    private @Nullable Integer version;

    @Override
    public Integer call() {
      ObjectNode wanted = ApiClient.mapper().createObjectNode();
      if (version != null) {
        wanted.put("version", version);
      }
      JsonNode made = client().post(path(head) + "/rollback", wanted);
      System.out.printf("version %s of %s answers%n", made.path("version").asString(""), head);
      return 0;
    }
  }

  /** Ends a version. */
  @Command(name = "withdraw", description = "Ends the version of a head that answers, for good.")
  static final class Withdraw extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "HEAD", description = "Id of its provider.")
    private String head = "";

    @Option(names = "--reason", paramLabel = "WORDS", description = "Why; stands beside it.")
    private @Nullable String reason;

    @Override
    public Integer call() {
      ObjectNode said = ApiClient.mapper().createObjectNode();
      if (reason != null) {
        said.put("reason", reason);
      }
      JsonNode made = client().post(path(head) + "/withdraw", said);
      System.out.printf(
          "version %s of %s is withdrawn: %s%n",
          made.path("version").asString(""), head, made.path("withdrawn").path("why").asString(""));
      return 0;
    }
  }

  private static String answering(JsonNode head) {
    String version = head.path("inForce").asString("");
    return version.isEmpty() ? "by the provider's examples" : "version " + version;
  }

  private static String state(JsonNode head, JsonNode version) {
    JsonNode withdrawn = version.path("withdrawn");
    if (withdrawn.isObject()) {
      return "withdrawn: " + withdrawn.path("why").asString("");
    }
    return version.path("version").asString("").equals(head.path("inForce").asString(""))
        ? "answers"
        : "kept";
  }

  private static String accuracy(JsonNode report) {
    return "%s (%s to %s)"
        .formatted(
            figure(report.path("accuracy")),
            figure(report.path("accuracyLow")),
            figure(report.path("accuracyHigh")));
  }

  /** How well a version does. */
  static void report(String version, JsonNode report) {
    System.out.printf(
        "version %s, taught by %s examples and measured on %s others: right in %s; the commonest"
            + " label is in %s; calibration error %s%n",
        version,
        report.path("taught").asString("0"),
        report.path("held").asString("0"),
        accuracy(report),
        figure(report.path("commonest")),
        figure(report.path("calibrationError")));
    report
        .path("leftOut")
        .properties()
        .forEach(
            label ->
                System.out.printf(
                    "left out: %s, which %s examples have%n",
                    label.getKey(), label.getValue().asString("")));
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("confidence", "answers", "right", "at least"));
    for (JsonNode bound : report.path("bounds")) {
      boolean some = bound.path("rows").asInt(0) > 0;
      rows.add(
          List.of(
              bound.path("confidence").asString(""),
              String.format(Locale.ROOT, "%.0f %%", PERCENT * bound.path("share").asDouble(0)),
              some ? figure(bound.path("accuracy")) : "-",
              some ? figure(bound.path("accuracyLow")) : "-"));
    }
    TextTable.print(rows);
  }

  private static String figure(JsonNode number) {
    return String.format(Locale.ROOT, "%.3f", number.asDouble(0));
  }
}

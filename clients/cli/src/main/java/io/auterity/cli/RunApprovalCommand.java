package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the approvals that runs ask people for, shows one, and votes. */
@Command(
    name = "approval",
    description =
        "Lists and shows what runs ask people, and votes: ./auterity approval list|show|vote",
    subcommands = {
      RunApprovalCommand.Asked.class,
      RunApprovalCommand.Show.class,
      RunApprovalCommand.Voting.class
    })
final class RunApprovalCommand extends CommandGroup {

  private static final String PATH = "/api/v1/approvals";

  RunApprovalCommand() {
    super("approval list, show or vote");
  }

  private static String path(String id) {
    return PATH + "/" + UrlEncoding.encoded(id);
  }

  /** Prints them. */
  @Command(
      name = "list",
      description = "Prints what runs ask, the soonest due first; open ones without --state.")
  static final class Asked extends RemoteCommand.OfTenant {

    private static final List<String> HEAD =
        List.of("id", "question", "workflow", "state", "choice", "given", "due");

    @Option(names = "--state", description = "open, decided, expired or closed.")
    private String state = "open";

    @Option(names = "--mine", description = "Only what asks you, who have not voted on it.")
    private boolean mine;

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      form.printAll(
          client(),
          PATH + "?limit=500" + UrlEncoding.parameter("state", state) + (mine ? "&mine=true" : ""),
          HEAD,
          "Nothing is asked.",
          Asked::row);
      return 0;
    }

    private static List<String> row(JsonNode one) {
      return List.of(
          text(one, "id"),
          text(one, "question"),
          text(one, "workflow"),
          text(one, "state"),
          text(one, "choice"),
          "%d of %d".formatted(one.path("votes").size(), one.path("need").asInt()),
          text(one, "dueAt"));
    }

    private static String text(JsonNode one, String field) {
      return one.path(field).asString("-");
    }
  }

  /** Prints one. */
  @Command(name = "show", description = "Prints an approval with what is shown to voters, as JSON.")
  static final class Show extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "APPROVAL", description = "Its id, ask_…: ./auterity approval list")
    private String id = "";

    @Override
    public Integer call() {
      System.out.println(client().get(path(id)).toPrettyString());
      return 0;
    }
  }

  /** Votes. */
  @Command(
      name = "vote",
      description = {
        "Votes as the user who holds the key. Needs the grant control:approval.decide.",
        "What you looked at is meant by --digest; without it, what is asked now."
      })
  static final class Voting extends RemoteCommand.OfTenant {

    @Parameters(index = "0", paramLabel = "APPROVAL", description = "Its id, ask_….")
    private String id = "";

    @Parameters(index = "1", paramLabel = "CHOICE", description = "One of its choices.")
    private String choice = "";

    @Option(names = "--form", paramLabel = "JSON|@FILE", description = "What its form asks for.")
    private @Nullable String form;

    @Option(names = "--digest", description = "Of what you were shown: ./auterity approval show")
    private @Nullable String digest;

    @Override
    public Integer call() {
      ObjectNode body = ApiClient.mapper().createObjectNode();
      body.put("choice", choice);
      if (form != null) {
        body.set("form", InputFile.json("--form", form));
      }
      body.put(
          "digest", digest == null ? client().get(path(id)).path("digest").asString() : digest);
      JsonNode now = client().post(path(id) + "/votes", body);
      System.out.printf(
          "%s %s%n", now.path("state").asString(), now.path("choice").asString("").strip());
      return 0;
    }
  }
}

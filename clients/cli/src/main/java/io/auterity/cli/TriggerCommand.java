package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks after what starts runs by itself. */
@Command(
    name = "trigger",
    description =
        "Makes, lists, changes, pauses, tries and deletes triggers; lists what they started",
    subcommands = {
      TriggerCommand.Create.class,
      TriggerCommand.Triggers.class,
      TriggerCommand.Show.class,
      TriggerCommand.Address.class,
      TriggerCommand.Pause.class,
      TriggerCommand.Resume.class,
      TriggerCommand.Delete.class,
      TriggerCommand.Starts.class,
      TriggerCommand.Retry.class,
      TriggerCommand.Try.class,
      TriggerCommand.Preview.class
    })
final class TriggerCommand extends CommandGroup {

  private static final String PATH = "/api/v1/triggers";

  TriggerCommand() {
    super(
        "trigger create, list, show, address, pause, resume, delete, starts, retry, try or"
            + " preview");
  }

  /** Makes one. */
  @Command(
      name = "create",
      description = "Makes a trigger of a file, or puts it in the place of one with --replace.")
  static final class Create extends RemoteCommand.OfTenant {

    @Parameters(
        paramLabel = "FILE",
        description = "JSON: name, workflow, on, type, poll, cron or webhook, …")
    private Path file = Path.of("");

    @Option(names = "--replace", paramLabel = "ID", description = "In the place of this one.")
    private @Nullable String replaced;

    @Override
    public Integer call() {
      JsonNode made =
          replaced == null
              ? client().post(PATH, InputFile.json(file))
              : client()
                  .send(
                      "PUT",
                      PATH + "/" + replaced,
                      "application/json",
                      InputFile.json(file).toString().getBytes(StandardCharsets.UTF_8));
      System.out.println(made.path("id").asString());
      if (made.hasNonNull("warning")) {
        System.err.println("note: " + made.path("warning").asString());
      }
      return 0;
    }
  }

  /** Prints them. */
  @Command(
      name = "list",
      description = "Prints each trigger with its state, when it fires next and its last problem.")
  static final class Triggers extends RemoteCommand.OfTenant {

    @Option(names = "--workflow", paramLabel = "ID", description = "Of this workflow's runs.")
    private @Nullable String workflow;

    @Option(names = "--on", paramLabel = "WHAT", description = "E.g. event, schedule or webhook.")
    private @Nullable String on;

    @Option(names = "--state", paramLabel = "STATE", description = "E.g. active or paused.")
    private @Nullable String state;

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      List<JsonNode> all = client().get(PATH).path("items").valueStream().toList();
      form.print(
          all.stream().filter(this::wanted).toList(),
          all.isEmpty()
              ? "No trigger. Make one: ./auterity trigger create FILE"
              : "There is no such trigger.",
          "id",
          "name",
          "workflow",
          "on",
          "state",
          "next",
          "problem");
      return 0;
    }

    private boolean wanted(JsonNode one) {
      return is(one, "workflow", workflow) && is(one, "on", on) && is(one, "state", state);
    }

    private static boolean is(JsonNode one, String field, @Nullable String value) {
      return value == null || one.path(field).asString("").equals(value);
    }
  }

  /** Of one trigger. */
  abstract static class OfOne extends RemoteCommand.OfTenant {

    @Parameters(index = "0", paramLabel = "ID", description = "trig_…")
    private String id = "";

    String path() {
      return PATH + "/" + id;
    }

    int changed(String act) {
      JsonNode now = client().post(path() + "/" + act, ApiClient.mapper().createObjectNode());
      System.out.printf("%s is %s.%n", now.path("name").asString(), now.path("state").asString());
      return 0;
    }
  }

  /** Prints one. */
  @Command(name = "show", description = "Prints a trigger.")
  static final class Show extends OfOne {
    @Override
    public Integer call() {
      System.out.println(client().get(path()).toPrettyString());
      return 0;
    }
  }

  /** Prints the address of one that calls from outside start. */
  @Command(
      name = "address",
      description = "Prints the address to which calls that start a trigger's runs are sent.")
  static final class Address extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "NAME", description = "Name or id, e.g. refund.hook.")
    private String name = "";

    @Override
    public Integer call() {
      for (JsonNode one : client().get(PATH).path("items")) {
        if (one.path("name").asString().equals(name) || one.path("id").asString().equals(name)) {
          System.out.println(address(one));
          return 0;
        }
      }
      throw CliException.badInput(
          "there is no trigger '%s'; list shows those that are".formatted(name));
    }

    private String address(JsonNode trigger) {
      if (!trigger.hasNonNull("path")) {
        throw CliException.badInput(
            "trigger '%s' has no address: no webhook starts its runs".formatted(name));
      }
      return client().address().toString().replaceFirst("/+$", "")
          + trigger.path("path").asString();
    }
  }

  /** Has one wait. */
  @Command(name = "pause", description = "Has a trigger wait, with what it has noted.")
  static final class Pause extends OfOne {
    @Override
    public Integer call() {
      return changed("pause");
    }
  }

  /** Has one go on. */
  @Command(name = "resume", description = "Has a trigger go on that is paused or has stopped.")
  static final class Resume extends OfOne {
    @Override
    public Integer call() {
      return changed("resume");
    }
  }

  /** Deletes one. */
  @Command(name = "delete", description = "Deletes a trigger; runs that it has started go on.")
  static final class Delete extends OfOne {
    @Override
    public Integer call() {
      client().send("DELETE", path(), "application/json", new byte[0]);
      System.out.println("The trigger is deleted.");
      return 0;
    }
  }

  /** Prints what one has started. */
  @Command(
      name = "starts",
      description = "Prints what a trigger has started, or could not, the newest first.")
  static final class Starts extends OfOne {

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      form.printAll(
          client(),
          path() + "/starts?limit=500",
          "It has started nothing yet.",
          "id",
          "noted",
          "subject",
          "state",
          "run",
          "problem");
      return 0;
    }
  }

  /** Has a run begin after all. */
  @Command(name = "retry", description = "Has a run begin that could not; starts lists them.")
  static final class Retry extends OfOne {

    @Parameters(index = "1", paramLabel = "START", description = "start_…")
    private String start = "";

    @Override
    public Integer call() {
      String path = path() + "/starts/" + start + "/retry";
      JsonNode now = client().post(path, ApiClient.mapper().createObjectNode());
      System.out.printf("Its run is %s.%n", now.path("state").asString());
      return 0;
    }
  }

  /** Tries one. */
  @Command(
      name = "try",
      description = "Shows what filter and input say of a delivery or a call; nothing is begun.")
  static final class Try extends OfOne {

    @Option(names = "--delivery", paramLabel = "ID", description = "whd_…, of a vendor.")
    private @Nullable String delivery;

    @Option(
        names = "--body",
        paramLabel = "FILE",
        description = "JSON that a call from outside could have.")
    private @Nullable Path body;

    @Override
    public Integer call() {
      ObjectNode with = ApiClient.mapper().createObjectNode().put("delivery", delivery);
      if (body != null) {
        with.putObject("call").set("body", InputFile.json(body));
      }
      JsonNode told = client().post(path() + "/try", with);
      System.out.println(told.path("items").toPrettyString());
      return 0;
    }
  }

  /** Prints the next times of a schedule. */
  @Command(name = "preview", description = "Prints the next five times of a cron schedule.")
  static final class Preview extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "CRON", description = "E.g. '30 2 * * *', or @daily.")
    private String cron = "";

    @Option(names = "--zone", paramLabel = "ZONE", description = "E.g. Europe/Berlin; else UTC.")
    private String zone = "UTC";

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      String query = "?cron=" + UrlEncoding.encoded(cron) + UrlEncoding.parameter("zone", zone);
      JsonNode items = client().get(PATH + "/preview" + query).path("items");
      form.print(items, "It has no more times.", "at", "local");
      return 0;
    }
  }
}

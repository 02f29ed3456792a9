package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks after providers. */
@Command(
    name = "provider",
    synopsisSubcommandLabel = "list|test|default|connect|connection|disconnect|consent",
    description = {
      "Lists and tests providers, makes one the default of its kind, connects those whose vendor",
      "asks a person, and agrees to how far they reach."
    },
    subcommands = {
      ProviderStateCommands.All.class,
      ProviderStateCommands.Probe.class,
      ProviderCommand.Default.class,
      ProviderConnectCommands.Connect.class,
      ProviderConnectCommands.Show.class,
      ProviderConnectCommands.Disconnect.class,
      ProviderCommand.Consent.class
    })
final class ProviderCommand extends CommandGroup {

  ProviderCommand() {
    super("provider list, test, default, connect, connection, disconnect or consent");
  }

  /** Makes a provider the default of its kind. */
  @Command(
      name = "default",
      description = {
        "Makes a provider the default of its kind: calls of the kind go to it where they name no",
        "provider, resource or model and match no route. provider list shows which ones are."
      })
  static final class Default extends RemoteCommand.OfTenant {

    @Parameters(index = "0", paramLabel = "KIND", description = "The kind, e.g. messaging.")
    private String kind = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The provider.")
    private String name = "";

    @Override
    public Integer call() {
      ApiClient client = client();
      String path = "/api/v1/providers/" + UrlEncoding.encoded(name);
      String own = client.get(path).path("kind").asString();
      if (!own.equals(kind)) {
        throw CliException.badInput("provider %s is of kind %s, not %s".formatted(name, own, kind));
      }
      client.post(path + "/default", ApiClient.mapper().createObjectNode());
      System.out.printf("%s is the default of %s.%n", name, kind);
      return 0;
    }
  }

  /** Shows what a provider waits for, and agrees. */
  @Command(
      name = "consent",
      description = {
        "Prints what a provider waits for since its connector reaches further, and with --yes",
        "agrees to that. Exit code 1 while it waits."
      })
  static final class Consent extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "NAME", description = "The provider.")
    private String name = "";

    @Option(names = "--yes", description = "Agree to what is printed.")
    private boolean yes;

    @Option(
        names = "--withdraw",
        description = "Take back all that was agreed to: it waits from then on.")
    private boolean withdraw;

    @Override
    public Integer call() {
      if (yes && withdraw) {
        throw CliException.badInput("--yes agrees and --withdraw takes that back: say one");
      }
      ApiClient client = client();
      String path = "/api/v1/providers/" + name + "/consent";
      if (withdraw) {
        client.delete(path);
        System.out.printf("Taken back: provider %s waits until you agree anew.%n", name);
        return 0;
      }
      JsonNode wanted = client.get(path);
      if (!wanted.path("needed").asBoolean()) {
        System.out.printf("Provider %s waits for nothing.%n", name);
        return 0;
      }
      System.out.printf(
          "Version %s of plugin %s would reach further for provider %s:%n",
          wanted.path("pluginVersion").asString(), wanted.path("plugin").asString(), name);
      wanted.path("hosts").forEach(host -> System.out.println("  goes to " + host.asString()));
      wanted
          .path("credential")
          .forEach(host -> System.out.println("  sends the credential to " + host.asString()));
      if (!yes) {
        System.out.println("Until you agree it is not called. To agree, say --yes.");
        return CliException.FAILED;
      }
      ObjectNode body =
          ApiClient.mapper().createObjectNode().put("of", wanted.path("of").asString());
      client.post(path, body);
      System.out.println("Agreed.");
      return 0;
    }
  }
}

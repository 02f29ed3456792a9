package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks after providers. */
@Command(
    name = "provider",
    synopsisSubcommandLabel = "list|test|connect|connection|disconnect|consent",
    description = {
      "Lists and tests providers, connects those whose vendor asks a person, and agrees to how far",
      "they reach."
    },
    subcommands = {
      ProviderStateCommands.All.class,
      ProviderStateCommands.Probe.class,
      ProviderConnectCommands.Connect.class,
      ProviderConnectCommands.Show.class,
      ProviderConnectCommands.Disconnect.class,
      ProviderCommand.Consent.class
    })
final class ProviderCommand extends CommandGroup {

  ProviderCommand() {
    super("provider list, test, connect, connection, disconnect or consent");
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

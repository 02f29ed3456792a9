package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.PageWalk;
import io.auterity.cli.api.UrlEncoding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Settles whose the clients are by which tenants have issuers sign people in. */
@Command(
    name = "issuer",
    description = {
      "Tells and settles which tenant a client of an issuer belongs to, by which its people sign",
      "in. It needs the operator's key; an issuer itself is a resource: ./auterity apply"
    },
    subcommands = {
      IssuerCommand.Clients.class,
      IssuerCommand.Give.class,
      IssuerCommand.Release.class
    })
final class IssuerCommand extends CommandGroup {

  private static final String PATH = "/api/v1/issuers/clients";

  IssuerCommand() {
    super("issuer clients, issuer give or issuer release");
  }

  /** Who has which. */
  @Command(name = "clients", description = "Prints the clients of issuers that tenants have.")
  static final class Clients extends RemoteCommand.OfOperator {

    private static final String[] FIELDS = {"issuer", "client", "tenant", "resource"};

    @Option(names = "--issuer", description = "Only of this one, as its tokens name it.")
    private @Nullable String issuer;

    @Option(names = "--json", description = "One JSON object on each line.")
    private boolean json;

    @Override
    public Integer call() {
      List<JsonNode> clients = new ArrayList<>();
      String path = PATH + "?limit=500" + UrlEncoding.parameter("issuer", issuer);
      PageWalk.each(client(), path, clients::add);
      if (json) {
        clients.forEach(System.out::println);
      } else {
        List<List<String>> rows = new ArrayList<>(List.of(List.of(FIELDS)));
        clients.forEach(client -> rows.add(TextTable.row(client, FIELDS)));
        TextTable.print(rows, "No tenant has a client of an issuer.");
      }
      return 0;
    }
  }

  /** A client of an issuer. */
  static final class Named {

    @Parameters(index = "0", paramLabel = "ISSUER", description = "As its tokens name it.")
    private String issuer = "";

    @Parameters(
        index = "1",
        paramLabel = "CLIENT",
        description = "As the issuer knows it; of Firebase the project.")
    private String client = "";

    @Override
    public String toString() {
      return "client '%s' of %s".formatted(client, issuer);
    }
  }

  /** Gives one to a tenant. */
  @Command(
      name = "give",
      description = {
        "Gives a client to the tenant that it belongs to, also from another that has it. The",
        "sessions end of those who came by it elsewhere."
      })
  static final class Give extends RemoteCommand.OfOperator {

    @Mixin private final Named named = new Named();

    @Parameters(index = "2", paramLabel = "TENANT", description = "Name of the tenant.")
    private String tenant = "";

    @Option(names = "--claim", description = "Keep it for the tenant also where no tenant has it.")
    private boolean claim;

    @Override
    public Integer call() {
      ObjectNode wanted =
          ApiClient.mapper()
              .createObjectNode()
              .put("issuer", named.issuer)
              .put("client", named.client)
              .put("tenant", tenant)
              .put("claim", claim);
      boolean before = client().post(PATH, wanted).path("before").asBoolean();
      System.out.printf(
          "%s is tenant %s's%s%n", named, tenant, before ? "; another tenant had it" : "");
      return 0;
    }
  }

  /** Takes one away. */
  @Command(
      name = "release",
      description = {
        "Takes a client from the tenant that has it: the next one that applies it has it. The",
        "sessions end of those who came by it."
      })
  static final class Release extends RemoteCommand.OfOperator {

    @Mixin private final Named named = new Named();

    @Override
    public Integer call() {
      client()
          .delete(
              "%s?issuer=%s&client=%s"
                  .formatted(
                      PATH, UrlEncoding.encoded(named.issuer), UrlEncoding.encoded(named.client)));
      System.out.printf("%s belongs to no tenant%n", named);
      return 0;
    }
  }
}

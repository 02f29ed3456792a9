package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Stores a secret that providers refer to by name. */
@Command(
    name = "secret",
    description = "Stores a secret, read from standard input, e.g. ./auterity secret NAME < FILE",
    subcommands = {
      SecretCommand.Bind.class,
      SecretCommand.Versions.class,
      SecretCommand.Rollback.class,
      SecretCommand.Rotate.class
    })
final class SecretCommand extends RemoteCommand.OfTenant {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name that providers refer to.")
  private @Nullable String name;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description =
          "Send it to this host only, e.g. api.openai.com or *.openai.azure.com; may repeat. It"
              + " goes where its former value went when none is named.")
  private List<String> hosts = new ArrayList<>();

  @Override
  public Integer call() {
    if (name == null) {
      throw CliException.badInput("name the secret, or say bind, versions, rollback or rotate");
    }
    String query =
        hosts.stream()
            .map(host -> "host=" + UrlEncoding.encoded(host))
            .collect(Collectors.joining("&"));
    String path = "/api/v1/secrets/%s%s%s".formatted(name, query.isEmpty() ? "" : "?", query);
    client().send("PUT", path, "text/plain", value(name).getBytes(StandardCharsets.UTF_8));
    return 0;
  }

  // A verb of this command that is written wrongly is taken for the name of a secret.
  private String value(String of) {
    try {
      return text();
    } catch (CliException e) {
      throw new CliException(
          e.exitCode(), e.getMessage() + NearestName.question(of, spec.subcommands().keySet()));
    }
  }

  /** A secret that stands in standard input. */
  static String text() {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(System.in.readAllBytes());
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString().strip();
      if (text.isEmpty()) {
        throw CliException.badInput("standard input holds no secret");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw CliException.badInput("standard input is not UTF-8");
    } catch (IOException e) {
      throw CliException.failed("cannot read standard input: " + e.getMessage());
    }
  }

  @Command(
      name = "bind",
      description = "Says anew which hosts a secret may be sent to, whatever its value.")
  static final class Bind extends RemoteCommand.OfTenant {

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "NAME",
        description = "Name of the secret.")
    private @Nullable String name;

    @Parameters(
        index = "1..*",
        paramLabel = "HOST",
        description = "A host, e.g. api.openai.com, or *.openai.azure.com for all beneath a name.")
    private List<String> hosts = new ArrayList<>();

    @Option(names = "--any", description = "It may be sent to any host.")
    private boolean any;

    @Override
    public Integer call() {
      if (name == null) {
        throw CliException.badInput(
            "name the secret and the hosts that it may be sent to; one that is itself called bind"
                + " is stored by PUT /api/v1/secrets/bind");
      }
      if (any != hosts.isEmpty()) {
        throw CliException.badInput("name the hosts that it may be sent to, or say --any");
      }
      ObjectNode body = ApiClient.mapper().createObjectNode();
      hosts.forEach(body.putArray("hosts")::add);
      client()
          .send(
              "PUT",
              "/api/v1/secrets/%s/hosts".formatted(name),
              "application/json",
              body.toString().getBytes(StandardCharsets.UTF_8));
      return 0;
    }
  }

  @Command(
      name = "versions",
      description = "Lists the versions of a secret that are kept, without their values.")
  static final class Versions extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "NAME", description = "Name of the secret.")
    private String name = "";

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      form.print(
          client()
              .get("/api/v1/secrets/%s/versions".formatted(UrlEncoding.encoded(name)))
              .path("items"),
          List.of("VERSION", "STORED", "BY", "KEPT UNTIL"),
          "No version of it is kept.",
          one -> TextTable.row(one, "version", "stored", "author", "until"));
      return 0;
    }
  }

  @Command(
      name = "rollback",
      description = "Puts the value of a former version in force again, as a version of its own.")
  static final class Rollback extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "NAME", description = "Name of the secret.")
    private String name = "";

    @Option(
        names = "--to",
        required = true,
        paramLabel = "VERSION",
        description = "The former version, as secret versions lists it.")
    private int version;

    @Override
    public Integer call() {
      int stored =
          client()
              .post(
                  "/api/v1/secrets/%s/rollback".formatted(UrlEncoding.encoded(name)),
                  ApiClient.mapper().createObjectNode().put("version", version))
              .path("version")
              .asInt();
      System.out.printf("Secret %s is as version %d was, in version %d.%n", name, version, stored);
      return 0;
    }
  }

  @Command(
      name = "rotate",
      description =
          "Adds a master key to the server's key file and encrypts every secret under it.")
  static final class Rotate extends RemoteCommand.OfOperator {

    @Override
    public Integer call() {
      int moved =
          client()
              .post("/api/v1/secrets/rotate", ApiClient.mapper().createObjectNode())
              .path("encrypted")
              .asInt();
      System.out.printf("Versions of secrets encrypted under a new key: %d%n", moved);
      return 0;
    }
  }
}

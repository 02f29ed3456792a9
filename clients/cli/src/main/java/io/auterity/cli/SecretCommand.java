package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stores a secret that providers refer to by name. */
@Command(
    name = "secret",
    mixinStandardHelpOptions = true,
    description = "Stores a secret, read from standard input, e.g. ./auterity secret NAME < FILE",
    subcommands = SecretCommand.Rotate.class)
final class SecretCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name that providers refer to.")
  private @Nullable String name;

  @Mixin private final Connection.OfTenant connection = new Connection.OfTenant();

  @Override
  public Integer call() {
    if (name == null) {
      throw CliException.badInput("name the secret, or say rotate");
    }
    connection.client().send("PUT", "/api/v1/secrets/" + name, "text/plain", value());
    return 0;
  }

  private static byte[] value() {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(System.in.readAllBytes());
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString().strip();
      if (text.isEmpty()) {
        throw CliException.badInput("standard input holds no secret");
      }
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw CliException.badInput("standard input is not UTF-8");
    } catch (IOException e) {
      throw CliException.failed("cannot read standard input: " + e.getMessage());
    }
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description =
          "Adds a master key to the server's key file and encrypts every secret under it.")
  static final class Rotate implements Callable<Integer> {

    @Mixin private final Connection.OfOperator connection = new Connection.OfOperator();

    @Override
    public Integer call() {
      int moved =
          connection
              .client()
              .post("/api/v1/secrets/rotate", ApiClient.mapper().createObjectNode())
              .path("encrypted")
              .asInt();
      System.out.printf("Versions of secrets encrypted under a new key: %d%n", moved);
      return 0;
    }
  }
}

package io.auterity.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stores a secret that providers refer to by name. */
@Command(
    name = "secret",
    mixinStandardHelpOptions = true,
    description = "Stores a secret, read from standard input, e.g. ./auterity secret NAME < FILE")
final class SecretCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "Name that providers refer to.")
  private String name = "";

  @Mixin private final Connection connection = new Connection();

  @Override
  public Integer call() {
    connection.client().send("PUT", "/api/v1/secrets/" + name, "text/plain", value());
    return 0;
  }

  private static byte[] value() {
    try {
      String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        throw CliException.badInput("standard input holds no secret");
      }
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw CliException.failed("cannot read standard input: " + e.getMessage());
    }
  }
}

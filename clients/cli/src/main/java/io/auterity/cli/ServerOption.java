package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.server.Folders;
import io.auterity.cli.server.ServerAddresses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running server a command talks to. */
abstract class ServerOption {

  @Option(
      names = "--url",
      description = "The server's address; the one running on the data directory when absent.",
      defaultValue = "${env:AUTERITY_URL}")
  private @Nullable URI url;

  /** A client of that server with the key in a file. */
  final ApiClient client(Path keyFile) {
    URI address = url != null ? url : ServerAddresses.read(Folders.data()).console();
    return new ApiClient(address).withKey(key(keyFile));
  }

  private static String key(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw CliException.badInput(
          "cannot read the API key from %s: name its file with --key-file".formatted(file));
    }
  }
}

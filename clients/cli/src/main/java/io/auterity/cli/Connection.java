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

/** Options of every command that talks to a running server. */
public final class Connection {

  @Option(
      names = "--url",
      description = "The server's address; the one running on the data directory when absent.",
      defaultValue = "${env:AUTERITY_URL}")
  private @Nullable URI url;

  @Option(
      names = "--key-file",
      description = "File that holds the API key; demo.key of the data directory when absent.",
      defaultValue = "${env:AUTERITY_KEY_FILE}")
  private @Nullable Path keyFile;

  /** A client with address and key. */
  public ApiClient client() {
    return client(url, keyFile != null ? keyFile : Folders.data().resolve("demo.key"));
  }

  static ApiClient client(@Nullable URI url, Path keyFile) {
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

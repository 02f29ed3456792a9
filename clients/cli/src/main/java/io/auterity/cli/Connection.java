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

/** The connection of a command to a running server: its address, and the API key. */
public abstract class Connection {

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

  /** Options of commands that act for a tenant on a running server. */
  public static final class OfTenant extends Connection {

    @Option(
        names = "--key-file",
        description = "File that holds the API key; demo.key of the data directory when absent.",
        defaultValue = "${env:AUTERITY_KEY_FILE}")
    private @Nullable Path keyFile;

    /** A client with address and key. */
    public ApiClient client() {
      return client(keyFile != null ? keyFile : Folders.data().resolve("demo.key"));
    }
  }

  /** Options of commands for the operator of the installation, not for its tenants. */
  static final class OfOperator extends Connection {

    @Option(
        names = "--key-file",
        description =
            "File that holds the operator's key; operator.key of the data directory when absent.")
    private @Nullable Path keyFile;

    /** A client with address and key. */
    ApiClient client() {
      return client(keyFile != null ? keyFile : Folders.data().resolve("operator.key"));
    }
  }
}

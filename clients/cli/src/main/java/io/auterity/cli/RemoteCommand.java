package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.server.Folders;
import io.auterity.cli.server.ServerAddresses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that a running server carries out: it takes the server's address, and the API key. */
public abstract class RemoteCommand implements Callable<Integer> {

  @Option(
      names = "--url",
      description = "The server's address; the one running on the data directory when absent.",
      defaultValue = "${env:AUTERITY_URL}")
  private @Nullable URI url;

  /** A client of that server with the key in a file. */
  final ApiClient client(Path keyFile) {
    URI address = url != null ? url : ServerAddresses.read(Folders.data()).console();
    if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
      throw CliException.badInput(
          "--url must be an address such as http://127.0.0.1:8080, not '%s'".formatted(address));
    }
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

  /** A command that acts for a tenant. */
  @Command(mixinStandardHelpOptions = true)
  public abstract static class OfTenant extends WithOwnHelp {}

  /** A command that acts for a tenant and whose options for help are its own. */
  abstract static class WithOwnHelp extends RemoteCommand {

    @Option(
        names = "--key-file",
        description = "File that holds the API key; demo.key of the data directory when absent.",
        defaultValue = "${env:AUTERITY_KEY_FILE}")
    private @Nullable Path keyFile;

    /** A client with address and key. */
    protected final ApiClient client() {
      return client(keyFile());
    }

    /** The file whose key this command shows, by its whole path. */
    final Path keyFile() {
      Path file = keyFile != null ? keyFile : Folders.data().resolve("demo.key");
      return file.toAbsolutePath().normalize();
    }
  }

  /** A command for the operator of the installation, not for its tenants. */
  @Command(mixinStandardHelpOptions = true)
  abstract static class OfOperator extends RemoteCommand {

    @Option(
        names = "--key-file",
        description =
            "File that holds the operator's key; operator.key of the data directory when absent.")
    private @Nullable Path keyFile;

    /** A client with address and key. */
    final ApiClient client() {
      return client(keyFile != null ? keyFile : Folders.data().resolve("operator.key"));
    }
  }
}

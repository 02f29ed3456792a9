package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.server.Folders;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands for whoever operates the installation, not one of its tenants. */
public final class OperatorConnection {

  @Option(
      names = "--url",
      description = "The server's address; the one running on the data directory when absent.",
      defaultValue = "${env:AUTERITY_URL}")
  private @Nullable URI url;

  @Option(
      names = "--key-file",
      description =
          "File that holds the operator's key; operator.key of the data directory when absent.")
  private @Nullable Path keyFile;

  /** A client with address and key. */
  public ApiClient client() {
    return Connection.client(
        url, keyFile != null ? keyFile : Folders.data().resolve("operator.key"));
  }
}

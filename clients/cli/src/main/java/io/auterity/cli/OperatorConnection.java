package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.server.Folders;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands for whoever operates the installation, not one of its tenants. */
public final class OperatorConnection extends ServerOption {

  @Option(
      names = "--key-file",
      description =
          "File that holds the operator's key; operator.key of the data directory when absent.")
  private @Nullable Path keyFile;

  /** A client with address and key. */
  public ApiClient client() {
    return client(keyFile != null ? keyFile : Folders.data().resolve("operator.key"));
  }
}

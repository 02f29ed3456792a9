package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.server.Folders;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that act for a tenant on a running server. */
public final class Connection extends ServerOption {

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

package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.server.Folders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Tenants of an installation, for who operates it. */
@Command(
    name = "tenant",
    description = "Creates and lists tenants, with the operator's key.",
    subcommands = {TenantCommand.Create.class, TenantCommand.Names.class})
final class TenantCommand extends CommandGroup {

  private static final String TENANTS = "/api/v1/tenants";

  TenantCommand() {
    super("tenant create or tenant list");
  }

  /** Creates one. */
  @Command(
      name = "create",
      description = "Creates a tenant and writes the key of its first administrator to a file.")
  static final class Create extends RemoteCommand.OfOperator {

    @Parameters(paramLabel = "NAME", description = "Its name, e.g. acme.")
    private String name = "";

    @Option(
        names = "--to",
        paramLabel = "FILE",
        description = "A new file for the key; NAME.key in the data directory when absent.")
    private @Nullable Path to;

    @Override
    public Integer call() {
      Path file = to != null ? to : Folders.data().resolve(name + ".key");
      ApiClient api = client();
      try (OutputStream key = fresh(file)) {
        JsonNode admitted = created(api, file);
        key.write(admitted.path("key").asString("").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw CliException.failed("cannot write the key to %s: %s".formatted(file, e.getMessage()));
      }
      System.out.printf(
          "Tenant %s is created; the key of its administrator is in %s. Other commands take it:%n"
              + "  ./auterity apply -f FILE --key-file %s%n",
          name, file, file);
      return 0;
    }

    private JsonNode created(ApiClient api, Path file) throws IOException {
      try {
        return api.post(TENANTS, ApiClient.mapper().createObjectNode().put("name", name));
      } catch (CliException e) {
        Files.delete(file);
        throw e;
      }
    }

    // Made before the tenant is: a key that cannot be kept would be lost.
    private static OutputStream fresh(Path file) {
      try {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw CliException.badInput(
            "cannot make the file %s for the key, which must be new: name another with --to"
                .formatted(file));
      }
    }
  }

  /** Lists them. */
  @Command(name = "list", description = "Lists the tenants of the installation, by name.")
  static final class Names extends RemoteCommand.OfOperator {

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      form.printAll(
          client(),
          TENANTS + "?limit=500",
          List.of("tenant", "id", "created"),
          "There is no tenant: ./auterity tenant create NAME makes one.",
          tenant -> TextTable.row(tenant, "name", "id", "createdAt"));
      return 0;
    }
  }
}

package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lets an administrator of one tenant install connector files, which are every tenant's. */
@Command(
    name = "grant",
    description = {
      "Makes a key for an administrator of a tenant who may install connector files for all",
      "tenants (control:plugin.install), and prints it, which is shown this once. It needs the",
      "operator's key."
    })
final class PluginGrantCommand extends RemoteCommand.OfOperator {

  @Parameters(paramLabel = "TENANT", description = "Name of the tenant whose key it is.")
  private String tenant = "";

  @Option(
      names = "--name",
      description = "Of the key, for people; connectors when absent.",
      defaultValue = "connectors")
  private String name = "";

  @Option(
      names = "--secret-file",
      description = "File to keep the key in, readable by you alone, instead of printing it.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    if (file != null) {
      SecretFile.refuseToReplace(file);
    }
    ObjectNode wanted =
        ApiClient.mapper().createObjectNode().put("tenant", tenant).put("name", name);
    KeyCommand.put(wanted, "allow", List.of("control:plugin.install"));
    JsonNode made = client().post("/api/v1/tenants/keys", wanted);
    String key = made.path("key").asString();
    if (file == null) {
      System.out.println(key);
    } else {
      SecretFile.write(file, key + "\n");
    }
    System.err.printf(
        "Key %s of tenant %s may install connector files. It is not shown again.%n", name, tenant);
    return 0;
  }
}

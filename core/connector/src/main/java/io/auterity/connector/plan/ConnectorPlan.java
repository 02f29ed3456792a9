package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a file means for one of its connectors. */
public final class ConnectorPlan {

  private final Map<String, OperationPlan> operations = new LinkedHashMap<>();
  private final FileParts parts;
  private final StepPlan check;
  private final Json.Obj configSchema;
  private final Servers servers;
  private @Nullable WebhookPlan webhooks;

  private ConnectorPlan(ConnectorFile file, FileParts parts, StepPlan check) {
    this.parts = parts;
    this.check = check;
    this.configSchema = FileParts.configSchema(file);
    this.servers = Servers.of(file);
  }

  /**
   * Compiles the connectors of a file; what is wrong is noted.
   *
   * @param capabilities of a kind's operation, named {@code kind.resource.verb}; null when there is
   *     none
   */
  public static Map<String, ConnectorPlan> of(
      ConnectorFile file,
      Function<String, @Nullable Capability> capabilities,
      FileProblems problems) {
    FileParts parts = FileParts.of(file, problems);
    StepPlan check = new StepPlan(file.part("check"), "check", parts.everywhere(), file);
    if (file.part("check").get("refuse") != null) {
      problems.add("check.refuse", "is not asked: a check only succeeds or fails", "remove it");
    }
    Map<String, ConnectorPlan> plans = new LinkedHashMap<>();
    file.connectors()
        .forEach(
            (id, said) -> {
              ConnectorPlan plan = new ConnectorPlan(file, parts, check);
              plan.compile((Json.Obj) said, JsonPath.field("connectors", id), file, capabilities);
              plans.put(id, plan);
            });
    WebhookPlan webhooks = WebhookPlan.of(file, parts, plans);
    plans.values().forEach(plan -> plan.webhooks = webhooks);
    return plans;
  }

  private void compile(
      Json.Obj said,
      String path,
      ConnectorFile file,
      Function<String, @Nullable Capability> capabilities) {
    String place = JsonPath.field(path, "operations");
    ConnectorFile.object(said, "operations")
        .fields()
        .forEach(
            (name, operation) -> {
              Capability capability = capabilities.apply(said.text("kind") + "." + name);
              if (capability != null) {
                operations.put(
                    name,
                    new OperationPlan(
                        (Json.Obj) operation,
                        JsonPath.field(place, name),
                        capability,
                        file,
                        parts));
              }
            });
  }

  /** The operations that it has, by {@code resource.verb}. */
  public Map<String, OperationPlan> operations() {
    return Map.copyOf(operations);
  }

  /** JSON Schema of a provider's configuration. */
  public Json.Obj configSchema() {
    return configSchema;
  }

  @Nullable WebhookPlan webhooks() {
    return webhooks;
  }

  FileParts parts() {
    return parts;
  }

  StepPlan check() {
    return check;
  }

  /** Where its requests go. */
  public Servers servers() {
    return servers;
  }
}

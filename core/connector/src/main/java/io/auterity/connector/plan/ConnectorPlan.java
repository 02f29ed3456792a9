package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.Webhooks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The compiled plan of one of a file's connectors, such as its operations, check and webhooks. */
public final class ConnectorPlan {

  private final Map<String, OperationPlan> operations = new LinkedHashMap<>();
  private final Map<String, OperationPlan> extensions = new LinkedHashMap<>();
  private final Map<String, String> coded = new LinkedHashMap<>();
  private final Map<String, String> digests = new LinkedHashMap<>();
  private final FileParts parts;
  private final StepPlan check;
  private final Json.Obj configSchema;
  private final Servers servers;
  private final VendorHints hints;
  private @Nullable WebhookPlan webhooks;

  private ConnectorPlan(ConnectorFile file, FileParts parts, StepPlan check) {
    this.parts = parts;
    this.check = check;
    this.configSchema = FileParts.configSchema(file);
    this.servers = Servers.of(file);
    this.hints =
        new VendorHints(
            Credentials.of(file).help(),
            file.part("samples").fields(),
            events(file.part("webhooks")));
  }

  private static String events(Json.Obj webhooks) {
    if (webhooks.fields().isEmpty()) {
      return VendorHints.NO_EVENTS;
    }
    String scheme = ConnectorFile.object(webhooks, "signature").text("scheme");
    return scheme == null || scheme.equals(Webhooks.NOT_SIGNED) ? VendorHints.NOT_SIGNED : scheme;
  }

  /** The types of the events that the file reads, as {@link WebhookPlan#types}. */
  public List<String> eventTypes() {
    return webhooks == null ? List.of() : webhooks.types();
  }

  /** What the file says for people. */
  public VendorHints hints() {
    return hints;
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
    OperationDigests digests = new OperationDigests(file, parts);
    Map<String, ConnectorPlan> plans = new LinkedHashMap<>();
    file.connectors()
        .forEach(
            (id, said) -> {
              ConnectorPlan plan = new ConnectorPlan(file, parts, check);
              plan.compile((Json.Obj) said, JsonPath.field("connectors", id), file, capabilities);
              plan.extend(id, (Json.Obj) said, file, problems);
              plan.digest(id, (Json.Obj) said, digests);
              plans.put(id, plan);
            });
    WebhookPlan webhooks =
        WebhookPlan.of(file, parts, new EventPlans(file, parts, plans, capabilities));
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
              String java = ((Json.Obj) operation).text("java");
              if (capability != null && java != null) {
                coded.put(name, java);
              } else if (capability != null) {
                operations.put(
                    name,
                    checked((Json.Obj) operation, JsonPath.field(place, name), capability, file));
              }
            });
  }

  private void extend(String id, Json.Obj said, ConnectorFile file, FileProblems problems) {
    String place = JsonPath.field(JsonPath.field("connectors", id), "extensions");
    String kind = Objects.requireNonNullElse(said.text("kind"), "");
    ConnectorFile.object(said, "extensions")
        .fields()
        .forEach(
            (name, extension) -> {
              String path = JsonPath.field(place, name);
              Capability capability =
                  ExtensionForm.of(id, kind, name, (Json.Obj) extension, path, problems);
              if (capability != null) {
                extensions.put(
                    capability.id(),
                    checked(
                        ConnectorFile.object((Json.Obj) extension, "operation"),
                        JsonPath.field(path, "operation"),
                        capability,
                        file));
              }
            });
  }

  private OperationPlan checked(
      Json.Obj said, String path, Capability capability, ConnectorFile file) {
    OperationPlan plan = new OperationPlan(said, path, capability, file, parts);
    OperationCheck.check(plan, said, parts.everywhere().problems());
    return plan;
  }

  private void digest(String id, Json.Obj said, OperationDigests by) {
    ConnectorFile.object(said, "operations")
        .fields()
        .forEach((name, one) -> digests.put(name, by.of((Json.Obj) one, operations.get(name))));
    ConnectorFile.object(said, "extensions")
        .fields()
        .forEach(
            (name, one) -> {
              String full = id + "." + name;
              Json.Obj operation = ConnectorFile.object((Json.Obj) one, "operation");
              digests.put(full, by.of(operation, extensions.get(full)));
            });
  }

  /**
   * What each operation asks of its vendor and reads of the replies, as a digest; by {@code
   * resource.verb}, and {@code CONNECTOR.resource.verb} for what it has beside its kind.
   */
  public Map<String, String> digests() {
    return Collections.unmodifiableMap(digests);
  }

  /** What it has beside the operations of its kind, by {@code CONNECTOR.resource.verb}. */
  public Map<String, OperationPlan> extensions() {
    return Collections.unmodifiableMap(extensions);
  }

  /** The operations that it has, by {@code resource.verb}. */
  public Map<String, OperationPlan> operations() {
    return Map.copyOf(operations);
  }

  /** The classes of operations that are Java, by {@code resource.verb}. */
  public Map<String, String> coded() {
    return Collections.unmodifiableMap(coded);
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

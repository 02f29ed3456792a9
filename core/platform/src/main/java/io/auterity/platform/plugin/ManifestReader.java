package io.auterity.platform.plugin;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.ConnectorPreset;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.AwsScope;
import io.auterity.spi.PluginManifest.Billed;
import io.auterity.spi.PluginManifest.BilledTool;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.KnownModel;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.PluginManifest.RateLimit;
import io.auterity.spi.Support;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code META-INF/auterity/plugin.yaml}; what its schema does not know is refused. */
public final class ManifestReader {

  private static final String SCHEMA = "plugin-manifest.schema.json";
  private static final int MAX_CHARACTERS = 1_000_000;

  private final YamlReader yaml = new YamlReader(MAX_CHARACTERS);
  private final JsonSchema schema = JsonSchema.of(schema());
  private final JsonSchema connectorSchema = JsonSchema.of(connectorSchema());

  /** The JSON Schema of a manifest. */
  public static Json.Obj schema() {
    try (InputStream in =
        Objects.requireNonNull(ManifestReader.class.getResourceAsStream(SCHEMA))) {
      return new JsonReader(MAX_CHARACTERS).readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Json.Obj connectorSchema() {
    return Json.EMPTY
        .with("$ref", Json.of("#/$defs/connector"))
        .with("$defs", Objects.requireNonNull(schema().get("$defs")));
  }

  /**
   * A manifest without the presets that cannot be had.
   *
   * @param problems one sentence for each preset that is left out
   */
  public record Content(PluginManifest manifest, List<String> problems) {

    public Content {
      problems = List.copyOf(problems);
    }

    /**
     * The manifest with all its presets.
     *
     * @throws PluginRefusedException naming those that are left out
     */
    public PluginManifest whole() {
      if (!problems.isEmpty()) {
        throw new PluginRefusedException(String.join("; ", problems));
      }
      return manifest;
    }
  }

  /**
   * Reads a manifest that lists no presets.
   *
   * @param source names the file in messages
   * @throws PluginRefusedException with each problem's path and line
   */
  public PluginManifest read(String source, byte[] text) {
    return read(source, text, Map.of()).whole();
  }

  /**
   * Reads a manifest, and the presets that it lists as connectors of their own. A preset that is
   * missing, broken or not listed is left out.
   *
   * @param source names the file in messages
   * @param presets texts of all that there are, by name
   * @throws PluginRefusedException with path and line of each problem of the manifest itself
   */
  public Content read(String source, byte[] text, Map<String, byte[]> presets) {
    YamlDocument document = document(source, text);
    refuse(source, document, schema.check(document.value()));
    Json.Obj manifest = (Json.Obj) document.value();
    Set<String> listed = new LinkedHashSet<>(ConnectorPreset.listed(manifest));
    List<Json> connectors = new ArrayList<>(items(manifest, "connectors"));
    List<String> problems = new ArrayList<>();
    for (String name : listed) {
      try {
        connectors.add(preset(source, name, presets.get(name), manifest));
      } catch (PluginRefusedException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    new TreeSet<>(presets.keySet())
        .stream()
            .filter(name -> !listed.contains(name))
            .map(name -> place(source, name) + " is not listed in presets: list it, or remove it")
            .forEach(problems::add);
    return new Content(manifest(manifest.with("connectors", Json.array(connectors))), problems);
  }

  private static String place(String source, String preset) {
    return "%s, preset %s".formatted(source, preset);
  }

  private Json.Obj preset(String source, String name, byte @Nullable [] text, Json.Obj manifest) {
    String place = place(source, name);
    if (text == null) {
      throw new PluginRefusedException(
          "%s is listed, but there is no %s%s.yaml".formatted(place, ConnectorPreset.FOLDER, name));
    }
    YamlDocument document = document(place, text);
    if (!(document.value() instanceof Json.Obj said)) {
      throw new PluginRefusedException(place + " must be an object");
    }
    try {
      Json.Obj written = ConnectorPreset.written(name, said, manifest);
      refuse(place, document, connectorSchema.check(written));
      return written;
    } catch (IllegalArgumentException e) {
      throw new PluginRefusedException(source + ": " + e.getMessage());
    }
  }

  private static void refuse(String source, YamlDocument document, List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new PluginRefusedException(
          source,
          problems.stream().map(problem -> problem.at(document.line(problem.path()))).toList());
    }
  }

  private YamlDocument document(String source, byte[] text) {
    try {
      List<YamlDocument> documents = yaml.read(text);
      if (documents.size() == 1) {
        return documents.getFirst();
      }
      throw new PluginRefusedException(
          source, List.of(new Problem("", "must hold one YAML document", "keep one")));
    } catch (MalformedYamlException e) {
      throw new PluginRefusedException(
          source,
          List.of(new Problem("", "must be YAML", String.valueOf(e.getMessage())).at(e.line())));
    }
  }

  /** Takes a manifest from JSON that fits its schema. */
  private static PluginManifest manifest(Json.Obj manifest) {
    return new PluginManifest(
        text(manifest, "id"),
        text(manifest, "version"),
        text(manifest, "main"),
        text(manifest, "summary"),
        texts(manifest, "needs"),
        flag(manifest, "natives"),
        items(manifest, "connectors").stream()
            .map(connector -> connector((Json.Obj) connector))
            .toList(),
        items(manifest, "billed").stream().map(one -> billed((Json.Obj) one)).toList());
  }

  private static Billed billed(Json.Obj dialect) {
    return new Billed(
        text(dialect, "dialect"),
        items(dialect, "tools").stream().map(tool -> billedTool((Json.Obj) tool)).toList(),
        dialect.get("asks") instanceof Json.Obj asks
            ? asks.fields().entrySet().stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, ask -> ((Json.Str) ask.getValue()).value()))
            : Map.of(),
        texts(dialect, "classes"));
  }

  private static BilledTool billedTool(Json.Obj tool) {
    return new BilledTool(
        text(tool, "name"), text(tool, "unit"), number(tool, "most"), tool.text("bound"));
  }

  private static ConnectorManifest connector(Json.Obj connector) {
    return new ConnectorManifest(
        text(connector, "id"),
        text(connector, "kind"),
        text(connector, "summary"),
        texts(connector, "marks"),
        texts(connector, "auth"),
        object(connector, "config"),
        texts(connector, "egress"),
        text(connector, "grade"),
        support(object(connector, "support")),
        rateLimit(connector.get("rateLimit")),
        connector.get("traits") instanceof Json.Obj traits ? traits : Json.EMPTY,
        items(connector, "models").stream().map(model -> model((Json.Obj) model)).toList(),
        texts(connector, "credentialTo"),
        awsScope(connector.get("sigv4")));
  }

  private static KnownModel model(Json.Obj model) {
    return new KnownModel(
        text(model, "id"),
        tokens(model, "context"),
        tokens(model, "output"),
        model.get("abilities") == null ? null : texts(model, "abilities"),
        texts(model, "operations"));
  }

  private static @Nullable Long tokens(Json.Obj model, String name) {
    return model.get(name) instanceof Json.Int(long value) ? value : null;
  }

  private static Map<String, OperationSupport> support(Json.Obj operations) {
    return operations.fields().entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> operation((Json.Obj) entry.getValue())));
  }

  private static OperationSupport operation(Json.Obj operation) {
    return new OperationSupport(
        Support.valueOf(text(operation, "support").toUpperCase(Locale.ROOT)),
        flag(operation, "idempotencyKey"),
        operation.text("note"),
        flag(operation, "prefill"),
        flag(operation, "batch"));
  }

  private static @Nullable AwsScope awsScope(@Nullable Json value) {
    return value instanceof Json.Obj scope
        ? new AwsScope(text(scope, "service"), text(scope, "regionField"))
        : null;
  }

  private static @Nullable RateLimit rateLimit(@Nullable Json value) {
    return value instanceof Json.Obj limit
        ? new RateLimit(number(limit, "requests"), number(limit, "seconds"))
        : null;
  }

  private static String text(Json.Obj holder, String name) {
    return Objects.requireNonNull(holder.text(name));
  }

  private static Json.Obj object(Json.Obj holder, String name) {
    return (Json.Obj) Objects.requireNonNull(holder.get(name));
  }

  private static int number(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Int(long value) ? Math.toIntExact(value) : 0;
  }

  private static boolean flag(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Bool(boolean value) && value;
  }

  private static List<Json> items(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Arr(List<Json> items) ? items : List.of();
  }

  private static List<String> texts(Json.Obj holder, String name) {
    return items(holder, name).stream().map(item -> ((Json.Str) item).value()).toList();
  }
}

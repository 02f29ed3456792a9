package io.auterity.platform.plugin;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.PluginManifest.RateLimit;
import io.auterity.spi.Support;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code META-INF/auterity/plugin.yaml}; what its schema does not know is refused. */
public final class ManifestReader {

  private static final String SCHEMA = "plugin-manifest.schema.json";
  private static final int MAX_CHARACTERS = 1_000_000;

  private final YamlReader yaml = new YamlReader(MAX_CHARACTERS);
  private final JsonSchema schema = JsonSchema.of(schema());

  /** The JSON Schema of a manifest. */
  public static Json.Obj schema() {
    try (InputStream in =
        Objects.requireNonNull(ManifestReader.class.getResourceAsStream(SCHEMA))) {
      return new JsonReader(MAX_CHARACTERS).readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a manifest.
   *
   * @param source names the file in messages
   * @throws PluginRefusedException with each problem's path and line
   */
  public PluginManifest read(String source, byte[] text) {
    YamlDocument document = document(source, text);
    List<Problem> problems =
        schema.check(document.value()).stream()
            .map(problem -> problem.at(document.line(problem.path())))
            .toList();
    if (!problems.isEmpty()) {
      throw new PluginRefusedException(source, problems);
    }
    return manifest((Json.Obj) document.value());
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
            .toList());
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
        rateLimit(connector.get("rateLimit")));
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
        operation.text("note"));
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

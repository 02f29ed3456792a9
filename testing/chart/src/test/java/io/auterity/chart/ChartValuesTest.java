package io.auterity.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.config.Settings;
import io.auterity.platform.reference.GeneratedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ChartValuesTest {

  /** Settings that the chart makes itself, or that are no matter of an installation. */
  private static final List<String> MADE =
      List.of("/console", "/gateway", "/database", "/cache", "/engine", "/secrets/keyFile");

  /** Each value otherwise than it is by itself, so that each of its documents is made. */
  private static final String OTHERS =
      """
      image: {repository: mirror, tag: "1", pullPolicy: Always, pullSecrets: [a]}
      heap: 3g
      resources: {requests: {cpu: "9"}, limits: {memory: 9Gi}}
      console: {port: 9080}
      gateway: {port: 9081}
      database:
        host: db
        port: 6432
        name: other
        sslMode: verify-ca
        authorities: {configMap: ca, key: root.pem}
        users: {owner: a, app: b, engine: c}
        secret: d
      keys: {secret: e}
      cache: {address: "f:1", tls: false, user: g, secret: h}
      temporal:
        address: "a:1"
        tls: false
        namespace: b
        authorities: {configMap: c, key: d}
        certificate: e
        apiKey: f
        all: true
      settings: {log: {format: text}}
      tracing: {endpoint: "http://i", sampled: 1}
      data: {size: 2Gi}
      runAsUser: 7
      shutdown: {delaySeconds: 20, drainSeconds: 200}
      scheduling:
        nodeSelector: {j: k}
        tolerations: [{key: l}]
        priorityClass: m
        spread: {zone: DoNotSchedule}
      podLabels: {n: o}
      podAnnotations: {p: q}
      disruption: {maxUnavailable: 2}
      autoscaling: {enabled: true, minReplicas: 2, maxReplicas: 9, cpuPercent: 50}
      networkPolicy:
        console: [{podSelector: {}}]
        gateway: [{podSelector: {}}]
        dns: [{podSelector: {}}]
        dnsPorts: [5353]
        database: [{podSelector: {}}]
        egress: [{to: [{podSelector: {}}]}]
      ingress:
        enabled: true
        className: r
        annotations: {s: t}
        console: {host: u, tlsSecret: v}
        gateway: {host: w, tlsSecret: x}
      serviceMonitor: {enabled: true, interval: 9s, tenants: true, labels: {y: z}}
      """;

  /** Over those, for what these exclude. */
  private static final String EXCLUDED =
      """
      image: {digest: "sha256:%s"}
      replicas: 1
      data: {claim: files}
      autoscaling: {enabled: false}
      networkPolicy: {enabled: false}
      """
          .formatted("0".repeat(64));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas: 0 | replicas",
        "replica: 2 | replica",
        "heap: 2Gi | heap",
        "database: {sslMode: prefer} | database/sslMode",
        "database: {host: 'db?user=x&password=y'} | database/host",
        "database: {password: x} | password",
        "keys: {secret: ''} | keys/secret",
        "console: {port: 80} | console/port",
        "settings: {console: {port: 1}} | settings",
        "settings: {retention: {rundays: 3}} | rundays",
        "settings: {retention: {runDays: '3'}} | settings/retention/runDays",
        "settings: {secrets: {keyFile: /tmp/key}} | keyFile",
        "shutdown: {drainSeconds: 30} | shutdown/drainSeconds",
        "runAsUser: 0 | runAsUser",
        "networkPolicy: {egress: [{from: []}]} | networkPolicy/egress/0",
        "scheduling: {spread: {zone: Never}} | scheduling/spread/zone",
        "image: {digest: latest} | image/digest",
        "gateway: {port: 8080} | gateway.port",
        "database: {host: ''} | database.host",
        "data: {claim: files} | data.claim",
        "autoscaling: {enabled: true, minReplicas: 9} | autoscaling.maxReplicas",
        "ingress: {enabled: true} | ingress.enabled"
      })
  void aRefusalNamesTheValue(String values, String named) {
    ObjectNode all = Chart.merged(Chart.size("medium"), Chart.values(values));

    assertThatThrownBy(() -> Chart.rendered(all)).hasMessageContaining(named);
  }

  @Test
  void whatIsThereByItselfIsAdmitted(@TempDir Path folder) {
    assertThat(Chart.linted(Chart.values("{}"), folder).isFailed()).isFalse();
  }

  @Test
  void everyValueIsDescribedAndHasADefault() {
    JsonNode values = Chart.read("values.yaml");
    Set<String> missing = new TreeSet<>();
    for (String path : described("", schema(), missing)) {
      if (values.at(path).isMissingNode()) {
        missing.add(path + " is not in values.yaml");
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void everyValueIsUsed() {
    ObjectNode others = Chart.values(OTHERS);
    ObjectNode excluded = Chart.merged(others, Chart.values(EXCLUDED));
    List<JsonNode> first = Chart.rendered(others);
    List<JsonNode> second = Chart.rendered(excluded);
    JsonNode defaults = Chart.read("values.yaml");
    List<String> unused = new ArrayList<>();
    for (String path : described("", schema(), new TreeSet<>())) {
      JsonNode value = defaults.at(path);
      if (rendered(with(others, path, value)).equals(first)
          && rendered(with(excluded, path, value)).equals(second)) {
        unused.add(path);
      }
    }

    assertThat(unused).isEmpty();
  }

  // What is refused makes no document, which is a difference too.
  private static List<JsonNode> rendered(JsonNode values) {
    try {
      return Chart.rendered(values);
    } catch (IllegalStateException e) {
      return List.of();
    }
  }

  private static ObjectNode with(ObjectNode values, String path, JsonNode value) {
    ObjectNode copy = values.deepCopy();
    int last = path.lastIndexOf('/');
    ObjectNode parent = copy;
    for (String name : path.substring(0, last).split("/", -1)) {
      parent = name.isEmpty() ? parent : parent.withObjectProperty(name);
    }
    parent.set(path.substring(last + 1), value);
    return copy;
  }

  @Test
  @Tag("generated")
  void settingsAreThoseOfTheServer() throws IOException {
    ObjectNode schema = (ObjectNode) Chart.read("values.schema.json");
    JsonNode settings =
        JsonMapper.shared().readTree(new Binder().schema(Settings.class).toString());
    ObjectNode optional = (ObjectNode) withoutDemands(settings);
    MADE.forEach(
        path -> {
          int last = path.lastIndexOf('/');
          String parent = path.substring(0, last).replace("/", "/properties/") + "/properties";
          ((ObjectNode) optional.at(parent)).remove(path.substring(last + 1));
        });
    optional.put(
        "description",
        "More settings of the server, as docs/reference/settings.md tells; the others come from the"
            + " values beside");
    ((ObjectNode) schema.at("/properties")).set("settings", optional);

    GeneratedFile.check("deploy/chart/values.schema.json", printed(schema));
  }

  // What is not said has its default.
  private static JsonNode withoutDemands(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      object.remove("required");
    }
    schema.valueStream().forEach(ChartValuesTest::withoutDemands);
    return schema;
  }

  private static String printed(JsonNode json) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return JsonMapper.shared()
            .writer()
            .with(
                new DefaultPrettyPrinter(
                        Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(lines))
            .writeValueAsString(json)
        + "\n";
  }

  private static JsonNode schema() {
    return Chart.read("values.schema.json");
  }

  /** The places of values that are no objects of named fields; `settings` is one. */
  private static List<String> described(String path, JsonNode schema, Set<String> missing) {
    List<String> found = new ArrayList<>();
    schema
        .at("/properties")
        .properties()
        .forEach(
            field -> {
              String place = path + "/" + field.getKey();
              JsonNode inner = field.getValue();
              if (inner.at("/description").asString().isBlank()) {
                missing.add(place + " is not described");
              }
              if (inner.has("properties") && !place.equals("/settings")) {
                if (inner.at("/additionalProperties").asBoolean(true)) {
                  missing.add(place + " admits any field");
                }
                found.addAll(described(place, inner, missing));
              } else if (!place.equals("/global")) {
                found.add(place);
              }
            });
    return found;
  }
}

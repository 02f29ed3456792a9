package io.auterity.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.marcnuri.helm.LintResult;
import io.auterity.platform.config.Settings;
import io.auterity.testkit.files.Repository;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ChartTest {

  private static final Map<String, RenderedRelease> RELEASES = new HashMap<>();

  private static final String EVERYTHING =
      """
      database: {host: db.example.com, authorities: {configMap: ca}}
      cache: {address: "cache:6379", user: auterity, secret: cache}
      temporal: {address: "temporal:7233", authorities: {configMap: ca}, certificate: worker, apiKey: cloud}
      tracing: {endpoint: "http://collector:4318"}
      ingress: {enabled: true, console: {host: console.example.com}, gateway: {host: ai.example.com, tlsSecret: tls}}
      serviceMonitor: {enabled: true, tenants: true}
      """;

  private static RenderedRelease release(String size) {
    return RELEASES.computeIfAbsent(
        size,
        name ->
            RenderedRelease.of(name.equals("all") ? Chart.values(EVERYTHING) : Chart.size(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "large"})
  void helmFindsNothingToSay(String size, @TempDir Path folder) {
    LintResult result = Chart.linted(Chart.size(size), folder);

    assertThat(result.isFailed()).describedAs("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages()).allMatch(message -> message.startsWith("[INFO]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "large", "all"})
  void kubernetesKnowsEveryField(String size) throws JsonProcessingException {
    Map<String, Class<? extends HasMetadata>> kinds =
        Map.of(
            "ConfigMap", ConfigMap.class,
            "Deployment", Deployment.class,
            "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
            "Ingress", Ingress.class,
            "NetworkPolicy", NetworkPolicy.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "Service", Service.class,
            "ServiceAccount", ServiceAccount.class);
    ObjectMapper strict =
        new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(
                new JacksonAnnotationIntrospector() {
                  @Override
                  public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                  }
                });

    for (JsonNode document : release(size).documents()) {
      String kind = document.at("/kind").stringValue();
      if (!kind.equals("ServiceMonitor")) {
        HasMetadata read =
            strict.readValue(document.toString(), Objects.requireNonNull(kinds.get(kind), kind));
        assertThat(read.getApiVersion()).isEqualTo(document.at("/apiVersion").stringValue());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "large", "all"})
  void aServerIsNobodyWhoMayChangeAnything(String size) {
    JsonNode pod = release(size).pod();
    JsonNode container = release(size).container();

    assertThat(pod.at("/securityContext/runAsNonRoot").booleanValue()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").intValue()).isEqualTo(65_532);
    assertThat(pod.at("/securityContext/seccompProfile/type").stringValue())
        .isEqualTo("RuntimeDefault");
    assertThat(pod.at("/automountServiceAccountToken").booleanValue()).isFalse();
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").booleanValue()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").booleanValue()).isFalse();
    assertThat(container.at("/securityContext/capabilities").toString())
        .isEqualTo("{\"drop\":[\"ALL\"]}");
    assertThat(pod.at("/containers")).hasSize(1);
    assertThat(List.of("hostNetwork", "hostPID", "hostIPC", "initContainers")).noneMatch(pod::has);
    assertThat(container.has("command")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "large", "all"})
  void secretsComeFromFilesAlone(String size) {
    RenderedRelease release = release(size);

    assertThat(release.all("Secret")).isEmpty();
    assertThat(release.container().has("envFrom")).isFalse();
    assertThat(release.container().at("/env").valueStream())
        .allSatisfy(
            variable -> {
              assertThat(variable.has("valueFrom")).isFalse();
              assertThat(variable.at("/name").stringValue())
                  .isIn(
                      "_JAVA_OPTIONS",
                      "OTEL_EXPORTER_OTLP_ENDPOINT",
                      "OTEL_TRACES_SAMPLER",
                      "OTEL_TRACES_SAMPLER_ARG");
            });
    assertThat(release.container().at("/args").valueStream().map(JsonNode::stringValue))
        .containsExactly(
            "--data", "/data", "--config", "/etc/auterity/settings/auterity.yaml", "--quiet");
    assertThat(release.pod().at("/volumes").valueStream().filter(volume -> volume.has("secret")))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            volume -> assertThat(volume.at("/secret/defaultMode").intValue()).isEqualTo(0400));
  }

  @Test
  void everyFileThatTheSettingsNameIsMounted() {
    RenderedRelease release = release("all");
    Settings settings = release.settings();
    Settings.Database database = settings.database();

    assertThat(release.mounted(Objects.requireNonNull(settings.secrets().keyFile())).entry())
        .isEqualTo("master.key");
    assertThat(release.mounted("/data/operator.key").entry()).isEqualTo("operator.key");
    assertThat(
            Stream.of(database.owner(), database.app(), database.engine())
                .map(account -> Objects.requireNonNull(account).passwordFile())
                .map(file -> release.mounted(file).entry()))
        .containsExactly("owner", "app", "engine");
    assertThat(
            release
                .mounted(
                    Objects.requireNonNull(
                        Objects.requireNonNull(settings.cache().shared()).passwordFile()))
                .entry())
        .isEqualTo("password");
    Settings.Temporal temporal = Objects.requireNonNull(settings.engine().temporal());
    assertThat(
            Stream.of(
                    temporal.caFile(),
                    temporal.certificateFile(),
                    temporal.keyFile(),
                    temporal.apiKeyFile())
                .map(file -> release.mounted(Objects.requireNonNull(file)).entry()))
        .containsExactly("ca.crt", "tls.crt", "tls.key", "key");
    assertThat(database.url()).endsWith("&sslrootcert=/etc/auterity/authorities/ca.crt");
    assertThat(release.mounted("/etc/auterity/authorities/ca.crt").volume().has("configMap"))
        .isTrue();
    assertThat(
            release
                .mounted("/etc/auterity/settings/auterity.yaml")
                .volume()
                .at("/configMap/name")
                .stringValue())
        .isEqualTo(release.one("ConfigMap").at("/metadata/name").stringValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "large", "all"})
  void theServerListensWhereItIsSought(String size) {
    RenderedRelease release = release(size);
    Settings settings = release.settings();

    assertThat(release.port("console")).isEqualTo(settings.console().port());
    assertThat(release.port("gateway")).isEqualTo(settings.gateway().port());
    assertThat(List.of(settings.console().host(), settings.gateway().host()))
        .containsOnly("0.0.0.0");
    assertThat(release.all("Service").map(service -> service.at("/spec/ports/0")))
        .hasSize(2)
        .allSatisfy(
            port ->
                assertThat(port.at("/port").intValue())
                    .isEqualTo(release.port(port.at("/targetPort").stringValue())));
    assertThat(settings.database().url()).startsWith("jdbc:postgresql://db.example.com:5432/");
    assertThat(settings.database().url()).contains("sslmode=verify-full");
  }

  @Test
  void portsOfOnesOwnGoEverywhere() {
    ObjectNode values = Chart.size("small");
    RenderedRelease release =
        RenderedRelease.of(
            Chart.merged(values, Chart.values("console: {port: 9080}\ngateway: {port: 9081}")));

    assertThat(release.settings().console().port()).isEqualTo(9080);
    assertThat(release.port("console")).isEqualTo(9080);
    assertThat(release.port("gateway")).isEqualTo(9081);
    assertThat(release.all("Service").map(service -> service.at("/spec/ports/0/port").intValue()))
        .containsExactlyInAnyOrder(9080, 9081);
  }

  @ParameterizedTest
  @ValueSource(strings = {"startupProbe", "readinessProbe", "livenessProbe"})
  void aProbeAsksWhatTheServerAnswers(String probe) {
    JsonNode api = new YAMLMapper().readTree(Repository.root().resolve("api/openapi.yaml"));
    RenderedRelease release = release("medium");
    JsonNode get = release.container().at("/" + probe + "/httpGet");

    assertThat(api.at("/paths").has(get.at("/path").stringValue())).isTrue();
    assertThat(release.port(get.at("/port").stringValue())).isPositive();
    assertThat(get.at("/path").stringValue())
        .isEqualTo(probe.equals("readinessProbe") ? "/health/ready" : "/health/live");
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "large", "all"})
  void whatSelectsPodsSelectsThese(String size) {
    RenderedRelease release = release(size);
    JsonNode labels = release.deployment().at("/template/metadata/labels");
    Stream<JsonNode> selectors =
        Stream.of(
                release.all("Service").map(service -> service.at("/spec/selector")),
                release.all("PodDisruptionBudget").map(one -> one.at("/spec/selector/matchLabels")),
                release.all("NetworkPolicy").map(one -> one.at("/spec/podSelector/matchLabels")),
                Stream.of(release.deployment().at("/selector/matchLabels")),
                release
                    .pod()
                    .at("/topologySpreadConstraints")
                    .valueStream()
                    .map(one -> one.at("/labelSelector/matchLabels")))
            .flatMap(found -> found);

    assertThat(selectors)
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(
            selector ->
                assertThat(selector.properties()).isNotEmpty().isSubsetOf(labels.properties()));
  }

  @Test
  void prometheusFindsTheConsole() {
    RenderedRelease release = release("all");
    JsonNode monitor = release.one("ServiceMonitor").at("/spec");

    assertThat(
            release
                .all("Service")
                .filter(
                    service ->
                        service
                            .at("/metadata/labels")
                            .properties()
                            .containsAll(monitor.at("/selector/matchLabels").properties()))
                .map(service -> service.at("/spec/ports/0/targetPort").stringValue()))
        .containsExactly("console");
    assertThat(monitor.at("/endpoints").valueStream().map(one -> one.at("/path").stringValue()))
        .containsExactly("/metrics", "/api/v1/metrics");
    assertThat(monitor.at("/endpoints/0").has("authorization")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "large"})
  void anExchangeKeepsWhatServes(String size) {
    RenderedRelease release = release(size);

    assertThat(release.deployment().at("/strategy/rollingUpdate").toString())
        .isEqualTo("{\"maxUnavailable\":0,\"maxSurge\":1}");
    assertThat(release.one("PodDisruptionBudget").at("/spec/maxUnavailable").intValue())
        .isPositive();
    assertThat(release.one("PodDisruptionBudget").at("/spec").has("minAvailable")).isFalse();
    int delay = release.container().at("/lifecycle/preStop/sleep/seconds").intValue();
    assertThat(delay).isPositive();
    assertThat(release.pod().at("/terminationGracePeriodSeconds").intValue())
        .isGreaterThanOrEqualTo(delay + 150);
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "large"})
  void aHeapLeavesRoomBesideIt(String size) {
    RenderedRelease release = release(size);
    String heap =
        release.container().at("/env/0/value").stringValue().replace("-Xmx", "").replace("g", "Gi");
    BigDecimal rest =
        Quantity.getAmountInBytes(
                new Quantity(release.container().at("/resources/limits/memory").stringValue()))
            .subtract(Quantity.getAmountInBytes(new Quantity(heap)));

    assertThat(rest).isGreaterThanOrEqualTo(BigDecimal.valueOf(1L << 30));
  }

  @Test
  void aSizeHasAsManyServersAsItSays() {
    assertThat(release("small").deployment().at("/replicas").intValue()).isEqualTo(1);
    assertThat(release("medium").deployment().at("/replicas").intValue()).isEqualTo(3);
    assertThat(release("large").deployment().has("replicas")).isFalse();
    JsonNode scaler = release("large").one("HorizontalPodAutoscaler").at("/spec");
    assertThat(scaler.at("/minReplicas").intValue()).isEqualTo(5);
    assertThat(scaler.at("/scaleTargetRef/name").stringValue())
        .isEqualTo(release("large").one("Deployment").at("/metadata/name").stringValue());
    assertThat(release("medium").all("HorizontalPodAutoscaler")).isEmpty();
  }

  // A Service auterity-console would bring AUTERITY_CONSOLE_PORT=tcp://…, which is a setting.
  @Test
  void noVariableOfAServiceReachesTheServer() {
    assertThat(release("small").pod().at("/enableServiceLinks").booleanValue()).isFalse();
    assertThat(release("small").pod().has("enableServiceLinks")).isTrue();
  }

  @Test
  void otherSettingsRestartServersAndMoreServersDoNot() {
    assertThat(checksum("settings: {retention: {runDays: 10}}")).isNotEqualTo(checksum("{}"));
    assertThat(checksum("replicas: 5")).isEqualTo(checksum("{}"));
  }

  private static String checksum(String values) {
    return RenderedRelease.of(Chart.merged(Chart.size("small"), Chart.values(values)))
        .deployment()
        .at("/template/metadata/annotations/checksum~1settings")
        .stringValue();
  }

  @Test
  void whatTheChartKnowsWinsOverTheSettings() {
    RenderedRelease release =
        RenderedRelease.of(
            Chart.merged(
                Chart.size("small"),
                Chart.values("settings: {secrets: {formerDays: 30}, log: {format: text}}")));

    assertThat(release.settings().secrets().formerDays()).isEqualTo(30);
    assertThat(release.settings().secrets().keyFile()).isEqualTo("/etc/auterity/keys/master.key");
    assertThat(release.settings().log().format()).isEqualTo(Settings.Log.Format.TEXT);
  }

  @Test
  void aClaimIsForOneServerAtATime() {
    RenderedRelease release =
        RenderedRelease.of(Chart.merged(Chart.size("small"), Chart.values("data: {claim: files}")));

    assertThat(release.deployment().at("/strategy").toString())
        .isEqualTo("{\"type\":\"Recreate\"}");
    assertThat(
            release
                .mounted("/data/files")
                .volume()
                .at("/persistentVolumeClaim/claimName")
                .stringValue())
        .isEqualTo("files");
  }

  @Test
  void nothingIsReachedThatThePolicyDoesNotName() {
    JsonNode policy = release("medium").one("NetworkPolicy").at("/spec");

    assertThat(policy.at("/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    assertThat(
            policy.at("/ingress").valueStream().map(rule -> rule.at("/ports/0/port").stringValue()))
        .containsExactly("console", "gateway");
    assertThat(policy.at("/egress").valueStream().map(rule -> rule.at("/ports/0/port").intValue()))
        .containsExactly(53, 5432, 443);
    assertThat(policy.at("/egress/2/to/0/ipBlock/except").toString())
        .contains("10.0.0.0/8", "169.254.0.0/16");
  }

  @Test
  void itsVersionIsThatOfTheServer() {
    String pom = System.getProperty("project.version", "");

    assertThat(Chart.read("Chart.yaml").at("/appVersion").stringValue()).isEqualTo(pom);
    assertThat(release("small").container().at("/image").stringValue())
        .isEqualTo("auterity:" + pom);
  }

  @Test
  void aDigestWinsOverATag() {
    String digest = "sha256:" + "0123456789abcdef".repeat(4);
    RenderedRelease release =
        RenderedRelease.of(
            Chart.merged(
                Chart.size("small"),
                Chart.values(
                    "image: {repository: registry.example.com/auterity, tag: '1', digest: '%s'}"
                        .formatted(digest))));

    assertThat(release.container().at("/image").stringValue())
        .isEqualTo("registry.example.com/auterity@" + digest);
  }
}

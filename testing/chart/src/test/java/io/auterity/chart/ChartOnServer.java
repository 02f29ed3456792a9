package io.auterity.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The chart at a real API server of Kubernetes, whose pods get ready without a container. */
@EnabledIfSystemProperty(named = "auterity.witness.kubernetes", matches = ".+")
class ChartOnServer {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, String> PLURALS =
      Map.of("NetworkPolicy", "networkpolicies", "Ingress", "ingresses");

  private final JsonNode told =
      JsonMapper.shared().readTree(Path.of(System.getProperty("auterity.witness.kubernetes", "")));
  private final HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();

  @BeforeEach
  void hasANamespace() throws IOException, InterruptedException {
    apply("/api/v1/namespaces/ai", named("v1", "Namespace", "ai"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "large"})
  void everyDocumentIsTakenStrictly(String size) throws IOException, InterruptedException {
    for (JsonNode document : Chart.rendered(Chart.size(size))) {
      HttpResponse<String> answer = apply(path(document) + "?dryRun=All", document);

      assertThat(answer.statusCode()).describedAs(answer.body()).isIn(200, 201);
    }
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsRefused() throws IOException, InterruptedException {
    JsonNode document = RenderedRelease.of(Chart.size("small")).one("Deployment").deepCopy();
    ((ObjectNode) document.at("/spec/template/spec")).put("readOnly", true);

    // Kubernetes answers an apply of it with 500, not with 400.
    assertThat(apply(path(document) + "?dryRun=All", document).body())
        .contains("\"status\":\"Failure\"", ".spec.template.spec.readOnly: field not declared");
  }

  @Test
  void anotherImageIsRolledOut() throws IOException, InterruptedException {
    ObjectNode small = Chart.merged(Chart.size("small"), Chart.values("replicas: 2"));
    RenderedRelease before = RenderedRelease.of(small);
    for (JsonNode document : before.documents()) {
      assertThat(apply(path(document), document).statusCode()).isIn(200, 201);
    }
    JsonNode deployment = before.one("Deployment");
    await(deployment, status -> status.at("/readyReplicas").intValue() == 2);

    JsonNode after =
        RenderedRelease.of(Chart.merged(small, Chart.values("image: {tag: next}")))
            .one("Deployment");
    JsonNode taken = JsonMapper.shared().readTree(apply(path(after), after).body());

    int generation = taken.at("/metadata/generation").intValue();
    JsonNode status =
        await(
            deployment,
            now ->
                now.at("/observedGeneration").intValue() >= generation
                    && now.at("/updatedReplicas").intValue() == 2
                    && now.at("/replicas").intValue() == 2
                    && now.at("/readyReplicas").intValue() == 2);
    assertThat(status.at("/unavailableReplicas").asInt(0)).isZero();
  }

  private JsonNode await(JsonNode document, Predicate<JsonNode> reached)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode status;
    do {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      HttpRequest get = request(path(document)).GET().build();
      status =
          JsonMapper.shared()
              .readTree(client.send(get, HttpResponse.BodyHandlers.ofString()).body())
              .at("/status");
      assertThat(System.nanoTime()).describedAs("%s", status).isLessThan(end);
    } while (!reached.test(status));
    return status;
  }

  private HttpResponse<String> apply(String path, JsonNode document)
      throws IOException, InterruptedException {
    String separator = path.contains("?") ? "&" : "?";
    HttpRequest patch =
        request(path + separator + "fieldManager=chart&force=true&fieldValidation=Strict")
            .header("Content-Type", "application/apply-patch+yaml")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(document.toString()))
            .build();
    return client.send(patch, HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(told.at("/url").stringValue() + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + told.at("/token").stringValue());
  }

  private static String path(JsonNode document) {
    String version = document.at("/apiVersion").stringValue();
    String kind = document.at("/kind").stringValue();
    String plural = PLURALS.getOrDefault(kind, kind.toLowerCase(Locale.ROOT) + "s");
    return "/%s/%s/namespaces/ai/%s/%s"
        .formatted(
            version.contains("/") ? "apis" : "api",
            version,
            plural,
            document.at("/metadata/name").stringValue());
  }

  private static JsonNode named(String version, String kind, String name) {
    return Chart.values(
        "{apiVersion: %s, kind: %s, metadata: {name: %s}}".formatted(version, kind, name));
  }

  private SSLContext trusting() {
    try (var text = Files.newInputStream(Path.of(told.at("/ca").stringValue()))) {
      Certificate authority =
          Objects.requireNonNull(CertificateFactory.getInstance("X.509").generateCertificate(text));
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("witness", authority);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the witness has no certificate", e);
    }
  }
}

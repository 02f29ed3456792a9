package io.auterity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.cli.api.ApiClient;
import io.auterity.cli.demo.Complaint.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PreparationTest {

  private static final Example EXAMPLE = new Example(Path.of("../../examples/complaint-triage"));

  private final List<String> projects = Collections.synchronizedList(new ArrayList<>());
  private final List<String> recordings = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/apply", exchange -> answer(exchange, 200));
    server.createContext("/api/v1/providers", this::keepRecordings);
    server.createContext("/api/v1/call/tracker.project.create", this::createProject);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void filesAnswersOutsideTheClassesIntoOneContainer() {
    prepare("credit card", "N/A");

    assertThat(projects)
        .containsExactly(
            "debts",
            "debt_collection",
            "mortgages_and_loans",
            "retail_banking",
            "credit_card",
            "credit_reporting",
            "unclassified");
  }

  @Test
  void recordsWhatTheModelSaid() {
    prepare("credit card", "Mortgage/loan");

    assertThat(recordings.get(0)).contains("\"label\":\"credit card\"");
    assertThat(recordings.get(1)).contains("\"label\":\"Mortgage/loan\"");
  }

  @Test
  void sendsRecordingsInPortionsThatOneRequestBrings() {
    String label = "x".repeat(600_000);
    prepare(complaint("1", label, "a"), complaint("2", label, "b"), complaint("3", label, "c"));

    assertThat(recordings).hasSize(3).allMatch(body -> body.length() < 2_000_000);
    assertThat(String.join("", recordings).lines()).hasSize(6);
  }

  private void prepare(String first, String second) {
    prepare(complaint("1", first, second));
  }

  private static Complaint complaint(String id, String first, String second) {
    Map<String, Answer> answers =
        Map.of("gemini-2.0-flash", new Answer(first, 1), "gpt-4o-mini", new Answer(second, 1));
    return new Complaint(id, "late", "credit_card", answers);
  }

  private void prepare(Complaint... complaints) {
    ComplaintFile file = new ComplaintFile(Path.of("a.csv"), "d1", List.of(complaints));
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

    new Preparation(new ApiClient(address)).prepare(EXAMPLE, file, 20);
  }

  private void keepRecordings(HttpExchange exchange) throws IOException {
    recordings.add(body(exchange));
    answer(exchange, 200);
  }

  /** Takes the keys that the embedded tracker takes. */
  private void createProject(HttpExchange exchange) throws IOException {
    JsonNode project = ApiClient.mapper().readTree(body(exchange));
    String key = project.path("key").asString();
    projects.add(key);
    answer(exchange, key.matches("[A-Za-z0-9_-]{1,64}") ? 200 : 422);
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}

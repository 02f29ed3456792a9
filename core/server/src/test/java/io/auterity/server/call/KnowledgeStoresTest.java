package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.ChatPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The product's own stores of knowledge behind the API, as the guide shows them: one, and one
 * question to several.
 */
@Tag("postgresql")
class KnowledgeStoresTest {

  private static final String STORES =
      """
      {kind: provider, id: handbook, spec: {connector: embedded-knowledge}}
      ---
      {kind: provider, id: wiki, spec: {connector: embedded-knowledge}}
      ---
      kind: provider
      id: archive
      spec:
        connector: embedded-knowledge
        faults:
          - {from: "2020-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z", code: unavailable}
      ---
      {kind: provider, id: everything, spec: {connector: unified-search}}
      ---
      {kind: route, id: hand, spec: {when: {capability: knowledge.*, labels: {store: handbook}}, use: [handbook]}}
      ---
      {kind: route, id: wiki, spec: {when: {capability: knowledge.*, labels: {store: wiki}}, use: [wiki]}}
      """;

  private static final String BY_MEANING =
      """
      {kind: provider, id: model, spec: {connector: meaning-chat, models: [small]}}
      ---
      kind: provider
      id: garage
      spec: {connector: embedded-knowledge, config: {embedding: {provider: model, model: small}}}
      ---
      {kind: provider, id: everything, spec: {connector: unified-search}}
      """;

  /** A model that knows of cars and of nothing else. */
  private static final String MEANING =
      """
      public ChatResponse createChat(ChatRequest request, Call call) {
        throw call.unsupported();
      }

      public Embeddings createEmbedding(EmbeddingRequest request, Call call) {
        List<List<Float>> vectors = new ArrayList<>();
        for (String text : request.input()) {
          boolean car = text.contains("automobile") || text.contains("vehicle");
          vectors.add(car ? List.of(1f, 0f) : List.of(0f, 1f));
        }
        return new Embeddings("small", vectors, new TokenUsage(1, 0, 0, 0));
      }
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> {
            BundledPlugin.write(
                "knowledge",
                plugins,
                "jackson-core-",
                "lucene-core-",
                "commonmark-",
                "org.eclipse.jgit-",
                "JavaEWAH-",
                "commons-codec-",
                "slf4j-api-");
            ChatPlugin.write("meaning", MEANING, plugins.resolve("meaning.jar"));
          });

  private final Client client = server.newTenant();

  @Test
  void aPageIsWrittenFoundAndChanged() {
    client.apply("{kind: provider, id: wiki, spec: {connector: embedded-knowledge}}");
    Json space = made("space.create", "{\"name\": \"Handbook\"}").get("ref");
    Json page =
        made(
                "page.create",
                "{\"space\": %s, \"title\": \"Letters\", \"body\": \"Answer within ten days.\"}"
                    .formatted(space))
            .get("ref");
    made("page.update", "{\"page\": %s, \"body\": \"Answer within a week.\"}".formatted(page));

    Json.Obj found = made("content.search", "{\"text\": \"week\"}");
    assertThat(found.toString()).contains("Letters", "Answer within a week.", "\"wiki\"");
    assertThat(made("content.search", "{\"text\": \"days\"}").toString()).contains("\"items\":[]");
    Json.Obj revisions = made("revision.list", "{\"page\": %s}".formatted(page));
    assertThat(revisions.toString()).contains("Change Letters", "Write Letters");
  }

  @Test
  void whatTwoStoresFindIsOneListAndWhoFailedIsTold() {
    client.apply(STORES);
    written("handbook", 2);
    written("wiki", 3);

    Json.Obj first = find("{\"text\": \"letters\", \"limit\": 3}");
    assertThat(first.toString())
        .contains(
            "\"complete\":false", "\"archive\"", "\"unavailable\"", "\"handbook\"", "\"wiki\"");
    assertThat(items(first)).isEqualTo(3);
    Json.Obj second =
        find("{\"text\": \"letters\", \"limit\": 3, \"cursor\": %s}".formatted(first.get("next")));
    assertThat(items(second)).isEqualTo(2);
    assertThat(second.get("next")).isIn(null, Json.NULL);
    Json.Obj whole = find("{\"text\": \"letters\", \"among\": [\"wiki\", \"handbook\"]}");
    assertThat(items(whole)).isEqualTo(5);
    assertThat(whole.toString()).contains("\"complete\":true");
  }

  @Test
  void aCursorOfAnotherQuestionIsRefused() {
    client.apply(STORES);
    written("wiki", 3);
    Json next = find("{\"text\": \"letters\", \"limit\": 1}").get("next");

    Reply other =
        client.post(
            "/api/v1/call/search.knowledge.find",
            "{\"text\": \"other\", \"cursor\": %s}".formatted(next));

    assertThat(other.status()).as(other.body()).isEqualTo(400);
  }

  @Test
  void whoMayNotSearchAStoreFindsNothingThere() {
    client.apply(STORES);
    written("wiki", 1);
    Reply made =
        client.post(
            "/api/v1/keys", "{\"name\": \"finder\", \"allow\": [\"search.knowledge.find\"]}");
    assertThat(made.status()).as(made.body()).isLessThan(300);
    Client finder = new Client(client.base()).bearer(made.text("secret"));

    Reply refused = finder.post("/api/v1/call/search.knowledge.find", "{\"text\": \"letters\"}");

    Reply named =
        finder.post(
            "/api/v1/call/search.knowledge.find", "{\"text\": \"letters\", \"among\": [\"no\"]}");

    assertThat(refused.status()).as(refused.body()).isEqualTo(403);
    assertThat(refused.body() + named.body()).doesNotContain("archive", "wiki", "handbook");
  }

  @Test
  void whatAStoreFindsByItsMeaningIsFoundAmongAllWithTheRightsOfWhoAsks() {
    client.apply(BY_MEANING);
    Json space = call("knowledge.space.create", "garage", "\"name\": \"Notes\"").get("ref");
    call(
        "knowledge.page.create",
        "garage",
        "\"space\": %s, \"title\": \"Where\", \"body\": \"An automobile.\"".formatted(space));
    String question = "{\"text\": \"vehicle\"}";

    assertThat(items(find(question))).isEqualTo(1);
    assertThat(client.get("/api/v1/decisions?capability=ai.embedding.create").body())
        .contains("ai.embedding.create");

    Reply made =
        client.post(
            "/api/v1/keys", "{\"name\": \"words\", \"allow\": [\"search.*\", \"knowledge.*\"]}");
    Client words = new Client(client.base()).bearer(made.text("secret"));
    Reply alone = words.post("/api/v1/call/search.knowledge.find", question);
    assertThat(alone.status()).as(alone.body()).isEqualTo(200);
    assertThat(items(alone.json())).isZero();
  }

  private void written(String provider, int pages) {
    Json space = call("knowledge.space.create", provider, "\"name\": \"Notes\"").get("ref");
    for (int i = 1; i <= pages; i++) {
      call(
          "knowledge.page.create",
          provider,
          "\"space\": %s, \"title\": \"Page %d\", \"body\": \"Of letters.\"".formatted(space, i));
    }
  }

  private Json.Obj call(String capability, String provider, String input) {
    Reply reply =
        client
            .with("Auterity-Labels", "store=" + provider)
            .post("/api/v1/call/" + capability, "{" + input + "}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  private Json.Obj find(String input) {
    Reply reply = client.post("/api/v1/call/search.knowledge.find", input);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  private static int items(Json.Obj found) {
    return found.get("items") instanceof Json.Arr(List<Json> items) ? items.size() : -1;
  }

  private Json.Obj made(String operation, String input) {
    Reply reply = client.post("/api/v1/call/knowledge." + operation, input);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }
}

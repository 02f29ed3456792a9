package io.auterity.server.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class CachePurgeTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private static final String CACHE = "/api/v1/cache";
  private static final String CLASSIFY =
      "{\"text\": \"x\", \"classes\": {\"a\": \"An a.\", \"b\": \"A b.\"}}";

  private final Client admin = server.newTenant();

  private void cachedRoutes() {
    admin.maskProvider("mask");
    for (String id : new String[] {"first", "second"}) {
      admin.apply(
          """
          kind: route
          id: %s
          spec:
            when: {capability: ai.text.classify, labels: {via: %s}}
            use: [mask]
            cache: {exact: 1h}
          """
              .formatted(id, id));
    }
  }

  private void classify(String via) {
    admin.with("auterity-labels", "via=" + via).post("/api/v1/call/ai.text.classify", CLASSIFY);
  }

  @Test
  void eachRouteWhoseCacheWasAskedTellsWhatItDid() {
    cachedRoutes();
    assertThat(((Json.Arr) admin.get(CACHE).at("items")).items()).isEmpty();

    classify("first");
    classify("second");
    classify("second");

    Reply page = admin.get(CACHE + "?limit=1");
    assertThat(page.text("items.0.route")).as(page.toString()).isEqualTo("first");
    assertThat(page.text("items.0.misses")).isEqualTo("1");
    Reply rest = admin.get(CACHE + "?cursor=" + page.text("next"));
    assertThat(rest.text("items.0.route")).isEqualTo("second");
    assertThat(rest.text("items.0.misses")).isEqualTo("2");
    assertThat(rest.text("items.0.hits")).isEqualTo("0");
    assertThat(rest.text("items.0.entries")).isEqualTo("0");
    assertThat(((Json.Arr) server.newTenant().get(CACHE).at("items")).items()).isEmpty();
  }

  @Test
  void whatIsPurgedIsToldAndAudited() {
    cachedRoutes();

    Reply one = admin.delete(CACHE + "?route=first");
    Reply all = admin.delete(CACHE);

    assertThat(one.status()).as(one.toString()).isEqualTo(200);
    assertThat(one.text("forgotten")).isEqualTo("0");
    assertThat(all.status()).isEqualTo(200);
    assertThat(admin.get("/api/v1/audit?limit=500").body()).contains("control:cache.purge");
  }

  @Test
  void aProviderThatIsAppliedAsItWasForgetsNothing() {
    admin.maskProvider("mask");
    admin.apply(
        """
        kind: route
        id: masked
        spec:
          when: {capability: text.pii.mask}
          use: [mask]
          cache: {exact: 1h}
        """);
    mask();
    mask();
    assertThat(admin.get(CACHE).text("items.0.hits")).isEqualTo("1");

    admin.maskProvider("mask");
    mask();
    assertThat(admin.get(CACHE).text("items.0.hits")).isEqualTo("2");

    admin.apply("{kind: provider, id: mask, spec: {connector: mask-text, config: {}, slots: 3}}");
    mask();
    assertThat(admin.get(CACHE).text("items.0.hits")).as("of another form").isEqualTo("2");
  }

  private void mask() {
    Reply masked = admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"x\"}");
    assertThat(masked.status()).as(masked.toString()).isEqualTo(200);
  }

  @Test
  void aRouteThatIsNotThereIsNamed() {
    Reply refused = admin.delete(CACHE + "?route=frist");

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text("detail")).contains("'frist'");
  }

  @Test
  void whoMayOnlyReadForgetsNothing() {
    Client viewer = admin.keyWith("viewer");

    assertThat(viewer.get(CACHE).status()).isEqualTo(200);
    assertThat(viewer.delete(CACHE).status()).isEqualTo(403);
  }
}

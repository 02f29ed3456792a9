package io.auterity.server.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.ChatPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.workflow.template.BuiltInTemplates;
import io.auterity.workflow.template.KnownTemplate;
import io.auterity.workflow.template.WorkflowTemplate.TemplateCase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The templates of the product, made workflows and run on the services that a server brings. */
@Tag("postgresql")
class BuiltInTemplatesTest {

  private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);

  /** What stands in each tenant. */
  private static final String PROVIDERS =
      """
      {kind: provider, id: desk, spec: {connector: embedded-tracker, config: {}}}
      ---
      {kind: provider, id: wiki, spec: {connector: embedded-knowledge}}
      ---
      {kind: provider, id: text, spec: {connector: local-text, config: {}}}
      ---
      {kind: provider, id: model, spec: {connector: choosing-chat}}
      """;

  private static final String MASK =
      "return new MaskedText(input.text().replaceAll(\"[a-z.]+@[a-z.]+\", \"[email]\"),"
          + " List.of());";

  private static final String CHOOSE =
      """
      public Classification classifyText(TextToClassify input, Call call) {
        return new Classification(input.classes().keySet().iterator().next(), "first", Map.of());
      }
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> {
            BundledPlugin.write("tracker", plugins, "jackson-core-");
            ChatPlugin.write("choosing", CHOOSE, plugins.resolve("choosing.jar"));
            new SamplePlugin("local").mask(MASK).write(plugins.resolve("local.jar"));
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
          });

  @TestFactory
  Stream<DynamicTest> eachCaseEndsAsItSays() {
    return BuiltInTemplates.all().stream()
        .flatMap(
            template ->
                template.template().cases().stream()
                    .map(
                        one ->
                            dynamicTest(
                                template.id() + ": " + one.name(), () -> holds(template, one))));
  }

  @TestFactory
  Stream<DynamicTest> eachIsTakenAsATenantsOwn() {
    Client client = server.newTenant();
    return BuiltInTemplates.all().stream()
        .map(
            template ->
                dynamicTest(
                    template.id(),
                    () -> {
                      assertThat(template.template().cases()).isNotEmpty();
                      client.apply(BuiltInTemplates.file(template.id()));
                    }));
  }

  private static void holds(KnownTemplate template, TemplateCase one) {
    Client client = server.newTenant();
    client.apply(PROVIDERS);
    called(client, "tracker.project.create", "{\"key\": \"support\", \"name\": \"Support\"}");
    for (String title : List.of("late", "broken", "lost")) {
      called(
          client,
          "tracker.issue.create",
          "{\"project\": \"support\", \"title\": \"%s\", \"body\": \"\"}".formatted(title));
    }
    client.apply(template.workflow("made", one.parameters()));

    Reply run =
        client.post("/api/v1/workflows/made/runs", "{\"input\": %s}".formatted(one.input()));
    assertThat(run.status()).as(run.toString()).isEqualTo(202);
    Reply ended = ended(client, run.text("id"));

    assertThat(ended.text("state")).as(ended.toString()).isEqualTo("succeeded");
    assertThat(ended.at("output")).isEqualTo(one.output());
  }

  private static void called(Client client, String capability, String input) {
    Reply reply = client.post("/api/v1/call/" + capability, input);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  private static Reply ended(Client client, String run) {
    long end = System.nanoTime() + LIMIT;
    Reply found = client.get("/api/v1/runs/" + run);
    while (!Set.of("succeeded", "failed", "cancelled").contains(found.text("state"))
        && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      found = client.get("/api/v1/runs/" + run);
    }
    return found;
  }
}

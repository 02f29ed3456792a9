package io.auterity.server.upgrade;

import io.auterity.provider.plugin.PluginJar;
import java.nio.file.Path;

/**
 * The plugin of the installations that copies are kept of: a text connector that masks one address
 * and shows, read backwards, that it could open its secret, a model that says one word, and a
 * tracker that keeps projects as documents and never learns what became of an issue. Copies name
 * them, so they stay.
 */
final class KeptPlugin {

  private static final String MANIFEST =
      """
      id: kept
      version: 1.0.0
      spi: 1
      main: sample.Kept
      summary: Has been there before
      needs: []
      natives: false
      connectors:
        - id: kept-text
          kind: text
          summary: Masks one address under its secret
          marks: [local]
          auth: [none]
          egress: []
          grade: V1
          support:
            pii.mask: {support: full}
        - id: kept-chat
          kind: ai
          summary: Says one word
          marks: [local]
          auth: [none]
          egress: []
          grade: V1
          support:
            chat.create: {support: full}
        - id: kept-tracker
          kind: tracker
          summary: Keeps projects and loses sight of issues
          marks: [embedded]
          auth: [none]
          egress: []
          grade: V1
          support:
            project.create: {support: full, idempotencyKey: true}
            project.list: {support: full}
            issue.create: {support: full}
      """;

  private static final String SOURCE =
      """
      package sample;

      import io.auterity.spi.*;
      import io.auterity.spi.Documents.Document;
      import io.auterity.spi.ai.*;
      import io.auterity.spi.text.*;
      import io.auterity.spi.tracker.*;
      import java.util.*;

      public class Kept implements Plugin {
        public List<Connector<?>> connectors() {
          return List.of(new TextConnector(), new ChatConnector(), new TrackerConnector());
        }

        public record Config(Json.@org.jspecify.annotations.Nullable Obj key) {}

        static class TextConnector implements Connector<Text> {
          public String id() { return "kept-text"; }
          public Class<Config> config() { return Config.class; }
          public Class<Text> kind() { return Text.class; }
          public Text open(ProviderContext context) { return new Texts(context); }
          public void check(Text instance, Call call) {}
        }

        static class ChatConnector implements Connector<Ai> {
          public String id() { return "kept-chat"; }
          public Class<Ai> kind() { return Ai.class; }
          public Ai open(ProviderContext context) { return new Chats(); }
          public void check(Ai instance, Call call) {}
        }

        static class TrackerConnector implements Connector<Tracker> {
          public String id() { return "kept-tracker"; }
          public Class<Tracker> kind() { return Tracker.class; }
          public Tracker open(ProviderContext context) { return new Projects(context); }
          public void check(Tracker instance, Call call) {}
        }

        record Texts(ProviderContext context) implements Text {
          public MaskedText maskPii(TextToMask input, Call call) {
            String secret = context.secrets().read("vendor");
            return new MaskedText(
                input.text().replace("ann@example.org", "[email]") + " "
                    + new StringBuilder(secret).reverse(),
                List.of());
          }
        }

        record Chats() implements Ai {
          public ChatResponse createChat(ChatRequest request, Call call) {
            call.meter("input_tokens", 1000);
            call.meter("output_tokens", 500);
            return new ChatResponse("1", request.model(), List.of(new Part.Text("said")),
                FinishReason.STOP, new TokenUsage(1000, 500, 0, 0), null);
          }
        }

        record Projects(ProviderContext context) implements Tracker {
          public Project createProject(NewProject project, Call call) {
            return of(context.documents().write(writer -> {
              String id = "p" + writer.next("projects");
              Json.Obj body =
                  Json.EMPTY.with("key", Json.of(project.key())).with("name", Json.of(project.name()));
              return writer
                  .addOrGet(new Document("projects", id, body), Map.of("key", project.key()))
                  .document();
            }));
          }

          public Page<Project> listProjects(ProjectQuery query, Call call) {
            return new Page<>(
                context.documents().list("projects", Json.EMPTY, null, 50).stream()
                    .map(this::of).toList(),
                null);
          }

          public Issue createIssue(NewIssue issue, Call call) {
            throw new CallFailedException(
                Failure.of(FailureCode.IN_DOUBT, "the line was cut").withApplied(Applied.UNKNOWN));
          }

          private Project of(Document document) {
            return new Project(
                new Ref(context.id(), document.id()),
                document.body().text("key"),
                document.body().text("name"));
          }
        }
      }
      """;

  private KeptPlugin() {}

  static void write(Path jar) {
    new PluginJar().manifest(MANIFEST).source("sample.Kept", SOURCE).write(jar);
  }
}

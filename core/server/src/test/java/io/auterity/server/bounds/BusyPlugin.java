package io.auterity.server.bounds;

import io.auterity.provider.plugin.PluginJar;
import java.nio.file.Path;

/**
 * A plugin of two connectors: {@code busy-script}, whose scripts take places that its providers
 * share, and {@code busy-ai}. Both wait until the vendor at their address answers.
 */
final class BusyPlugin {

  private static final String MANIFEST =
      """
      id: busy
      version: 1.0.0
      spi: 1
      main: sample.Busy
      summary: Is busy
      needs: []
      natives: false
      connectors:
        - id: busy-script
          kind: script
          summary: Runs what takes places
          auth: [none]
          egress: ["${url}"]
          grade: V1
          support:
            code.run: {support: full}
        - id: busy-ai
          kind: ai
          summary: Asks a vendor
          marks: [local]
          auth: [none]
          egress: ["${url}"]
          grade: V1
          support:
            chat.create: {support: full}
      """;

  private static final String SOURCE =
      """
      package sample;

      import io.auterity.spi.*;
      import io.auterity.spi.ai.*;
      import io.auterity.spi.script.*;
      import java.net.URI;
      import java.util.*;

      public class Busy implements Plugin {
        public List<Connector<?>> connectors() { return List.of(new Scripts(), new Chats()); }

        public record Config(String url) {}

        static void ask(ProviderContext context, Call call) {
          context.transport().send(WireRequest.get(URI.create(context.config().text("url"))), call);
        }

        static class Scripts implements Connector<Scripting> {
          public String id() { return "busy-script"; }
          public Class<Config> config() { return Config.class; }
          public Class<Scripting> kind() { return Scripting.class; }
          public Scripting open(ProviderContext context) { return new Script(context); }
          public void check(Scripting instance, Call call) {}
        }

        record Script(ProviderContext context) implements Scripting {
          public ScriptResult runCode(ScriptRun input, Call call) {
            try (ProviderWork.Place place = context.work().place(3, call)) {
              ask(context, call);
              return new ScriptResult(Json.of("done"), null);
            }
          }
        }

        static class Chats implements Connector<Ai> {
          public String id() { return "busy-ai"; }
          public Class<Config> config() { return Config.class; }
          public Class<Ai> kind() { return Ai.class; }
          public Ai open(ProviderContext context) { return new Chat(context); }
          public void check(Ai instance, Call call) {}
        }

        record Chat(ProviderContext context) implements Ai {
          public ChatResponse createChat(ChatRequest request, Call call) {
            ask(context, call);
            return new ChatResponse("1", request.model(), List.of(new Part.Text("hi")),
                FinishReason.STOP, TokenUsage.NONE, null);
          }
        }
      }
      """;

  private BusyPlugin() {}

  static void write(Path plugins) {
    new PluginJar()
        .manifest(MANIFEST)
        .source("sample.Busy", SOURCE)
        .write(plugins.resolve("busy.jar"));
  }
}

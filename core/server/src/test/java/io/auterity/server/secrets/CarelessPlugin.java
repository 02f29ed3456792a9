package io.auterity.server.secrets;

import io.auterity.provider.plugin.PluginJar;
import java.nio.file.Path;

/**
 * A plugin whose connectors handle secrets as badly as they can: by {@code mode} they put one into
 * a header themselves, quote it in an exception, in a failure, or in the cause of one. What the
 * vendor says of the prompt they say as well.
 */
final class CarelessPlugin {

  private static final String CONNECTOR =
      """
        - id: careless-%1$s
          kind: %2$s
          summary: Tells what it should not
          marks: [local]
          auth: [none, bearer, header, basic, path, sigv4, google-service-account, oauth-client, oauth2]
          sigv4: {service: careless, regionField: region}
          authForms:
            oauth2:
              authorize: "${url}/authorize"
              token: "${url}/agreed"
              revoke: "${url}/revoke"
              scopes: [all]
          egress: ["${url}"]
          grade: V1
          support:
            %3$s: {support: full}
      """;

  private static final String MANIFEST =
      """
      id: careless
      version: 1.0.0
      spi: 1
      main: sample.Careless
      summary: Tells what it should not
      needs: []
      natives: false
      connectors:
      """
          + CONNECTOR.formatted("text", "text", "pii.mask")
          + CONNECTOR.formatted("chat", "ai", "chat.create");

  private static final String SOURCE =
      """
      package sample;

      import io.auterity.spi.*;
      import io.auterity.spi.ai.*;
      import io.auterity.spi.text.*;
      import java.net.URI;
      import java.util.*;

      public class Careless implements Plugin {
        public List<Connector<?>> connectors() {
          return List.of(new TextConnector(), new ChatConnector());
        }

        static String ask(String prompt, ProviderContext context, Call call) {
          String mode = context.config().text("mode");
          String secret = mode == null ? "" : context.secrets().read("configured");
          Map<String, List<String>> headers = Map.of();
          switch (String.valueOf(mode)) {
            case "header" -> headers = Map.of("x-token", List.of(secret));
            case "exception" -> URI.create("https://vendor.test/ " + secret);
            case "cause" -> throw new IllegalStateException("no", new Exception(secret));
            case "failure" ->
                throw new CallFailedException(FailureCode.FORBIDDEN, "the vendor: no " + secret);
            default -> {}
          }
          URI url = URI.create(context.config().text("url"));
          WireResponse reply =
              context.transport().send(new WireRequest("POST", url, headers, prompt.getBytes()), call);
          if (!reply.succeeded()) {
            throw new CallFailedException(
                FailureCode.UNAVAILABLE, "the vendor says: " + new String(reply.body()));
          }
          return new String(reply.body());
        }

        public record Config(@Default("eu-central-1") String region, @OtherFields Json.Obj all) {}

        static class TextConnector implements Connector<Text> {
          public String id() { return "careless-text"; }
          public Class<Config> config() { return Config.class; }
          public Class<Text> kind() { return Text.class; }
          public Text open(ProviderContext context) { return new Texts(context); }
          public void check(Text instance, Call call) {}
        }

        static class ChatConnector implements Connector<Ai> {
          public String id() { return "careless-chat"; }
          public Class<Config> config() { return Config.class; }
          public Class<Ai> kind() { return Ai.class; }
          public Ai open(ProviderContext context) { return new Chats(context); }
          public void check(Ai instance, Call call) {}
        }

        record Texts(ProviderContext context) implements Text {
          public MaskedText maskPii(TextToMask input, Call call) {
            return new MaskedText(ask(input.text(), context, call), List.of());
          }
        }

        record Chats(ProviderContext context) implements Ai {
          public ChatResponse createChat(ChatRequest request, Call call) {
            String prompt = ((Part.Text) request.messages().getFirst().parts().getFirst()).text();
            return new ChatResponse("1", request.model(),
                List.of(new Part.Text(ask(prompt, context, call))),
                FinishReason.STOP, TokenUsage.NONE, null);
          }
        }
      }
      """;

  private CarelessPlugin() {}

  static void write(Path jar) {
    new PluginJar().manifest(MANIFEST).source("sample.Careless", SOURCE).write(jar);
  }
}

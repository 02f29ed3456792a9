package io.auterity.losses;

import io.auterity.plugins.ai.anthropic.AnthropicPlugin;
import io.auterity.plugins.ai.bedrock.BedrockPlugin;
import io.auterity.plugins.ai.cohere.CoherePlugin;
import io.auterity.plugins.ai.google.GooglePlugin;
import io.auterity.plugins.ai.ollama.OllamaPlugin;
import io.auterity.plugins.ai.openai.OpenAiPlugin;
import io.auterity.plugins.ai.replicate.ReplicatePlugin;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offering;
import io.auterity.provider.fit.ChatAdaptation;
import io.auterity.provider.fit.FittedChat;
import io.auterity.provider.fit.FlatTools;
import io.auterity.provider.fit.HostedTools;
import io.auterity.provider.target.ChatConstraints;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A vendor's model that may answer, behind its real connector. */
@SuppressWarnings("ImmutableEnumChecker") // Connectors that reach nobody keep nothing.
enum Answering {
  OPENAI("OpenAI", OpenAiPlugin::new, "openai", "gpt-5"),
  ANTHROPIC("Anthropic", AnthropicPlugin::new, "anthropic", "claude-sonnet-4-5"),
  GEMINI("Gemini", GooglePlugin::new, "gemini", "gemini-2.5-flash"),
  BEDROCK(
      "Bedrock (Claude)",
      BedrockPlugin::new,
      "bedrock",
      "us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
  COHERE("Cohere", CoherePlugin::new, "cohere", "command-a-03-2025"),
  MISTRAL("Mistral", OpenAiPlugin::new, "mistral", "mistral-large-latest"),
  DEEPSEEK("DeepSeek", OpenAiPlugin::new, "deepseek", "deepseek-flash"),
  OLLAMA("Ollama", OllamaPlugin::new, "ollama", "qwen3"),
  REPLICATE("Replicate", ReplicatePlugin::new, "replicate", "meta/meta-llama-3-70b-instruct");

  private final String words;
  private final String model;
  private final FakeProvider provider;
  private final ChatConstraints chatConstraints;
  private final @Nullable ModelSpec known;
  private final Ai ai;

  Answering(String words, Supplier<Plugin> plugin, String connector, String model) {
    this.words = words;
    this.model = model;
    Plugin made = plugin.get();
    PluginManifest manifest = ManifestFileReader.of(made.getClass());
    this.provider =
        new FakeProvider(connector, manifest)
            .withConfig(config(connector, model))
            .withTransport(new NowhereToGo());
    ConnectorManifest declared =
        manifest.connectors().stream()
            .filter(one -> one.id().equals(connector))
            .findFirst()
            .orElseThrow();
    this.chatConstraints = ChatConstraints.of(declared.takes());
    this.known = Offering.ANY.informed(declared.models()).find(model);
    made.start(provider.plugin());
    this.ai =
        made.connectors().stream()
            .filter(one -> one.id().equals(connector))
            .map(one -> (Ai) one.open(provider))
            .findFirst()
            .orElseThrow();
  }

  private static Json.Obj config(String connector, String model) {
    return connector.equals("bedrock")
        ? Json.object(Map.of("region", Json.of("us-east-1"), "model", Json.of(model)))
        : Json.object(Map.of("model", Json.of(model)));
  }

  String words() {
    return words;
  }

  /** Whether its connector hands on what was written in that dialect. */
  boolean speaks(String dialect) {
    return switch (dialect) {
      case "OpenAI chat" -> this == OPENAI || this == MISTRAL || this == DEEPSEEK;
      case "Anthropic" -> this == ANTHROPIC;
      default -> false;
    };
  }

  /** What is lost of a request that was written in its own dialect. */
  List<String> losesOfItsOwn(ChatRequest request) {
    return told(own(request));
  }

  /** What is lost of a request that was written in another dialect. */
  List<String> loses(ChatRequest request) {
    return told(sent(request));
  }

  /** A request as it would be sent, and what of it is lost until then. */
  private record Sent(ChatRequest request, List<String> lost) {}

  private List<String> told(Sent sent) {
    return Stream.concat(ai.lossy(sent.request()).stream(), sent.lost().stream())
        .distinct()
        .toList();
  }

  private Sent sent(ChatRequest request) {
    Sent own = own(request);
    FittedChat fitted = ChatAdaptation.of(own.request(), chatConstraints, known, Map.of());
    List<String> lost = new ArrayList<>(own.lost());
    lost.addAll(fitted.lost());
    return new Sent(fitted.request(), lost);
  }

  private Sent own(ChatRequest request) {
    HostedTools.Turned turned = HostedTools.of(request.withModel(model), ai::lossy);
    ChatRequest own = turned.request();
    boolean flattens = FlatTools.isNeeded(own) && FlatTools.isLost(ai.lossy(own));
    FlatTools flat = flattens ? FlatTools.of(own) : null;
    List<String> lost = new ArrayList<>(turned.lost());
    lost.addAll(flat == null ? List.of() : flat.lost());
    return new Sent(flat == null ? own : flat.request(), lost);
  }

  /** Whether it cannot be written in the vendor's dialect at all. */
  boolean refuses(ChatRequest request) {
    try {
      ai.createChat(sent(request).request(), FakeCall.of("ai.chat.create", provider));
    } catch (CallFailedException e) {
      return e.failure().code() == FailureCode.UNSUPPORTED;
    }
    throw new AssertionError("it was answered");
  }

  /** Where every request ends. */
  private static final class NowhereToGo implements Transport {

    @Override
    public WireResponse send(WireRequest request, Call call) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, "nobody is there");
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, "nobody is there");
    }
  }
}

package io.auterity.cases;

import io.auterity.faults.FaultRoad;
import io.auterity.plugins.ai.anthropic.AnthropicPlugin;
import io.auterity.plugins.ai.bedrock.BedrockPlugin;
import io.auterity.plugins.ai.google.GooglePlugin;
import io.auterity.plugins.ai.ollama.OllamaPlugin;
import io.auterity.plugins.ai.openai.OpenAiPlugin;
import io.auterity.spi.Connector;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ai.Ai;
import io.auterity.testkit.FakePluginContext;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.strict.StrictAzure;
import io.auterity.testkit.strict.StrictBedrock;
import io.auterity.testkit.strict.StrictCerebras;
import io.auterity.testkit.strict.StrictChat;
import io.auterity.testkit.strict.StrictClaude;
import io.auterity.testkit.strict.StrictDeepSeek;
import io.auterity.testkit.strict.StrictFireworks;
import io.auterity.testkit.strict.StrictGemini;
import io.auterity.testkit.strict.StrictGroq;
import io.auterity.testkit.strict.StrictMistral;
import io.auterity.testkit.strict.StrictOllama;
import io.auterity.testkit.strict.StrictOpenRouter;
import io.auterity.testkit.strict.StrictResponses;
import io.auterity.testkit.strict.StrictTogether;
import io.auterity.testkit.strict.StrictVendor;
import io.auterity.testkit.strict.StrictVllm;
import io.auterity.testkit.strict.StrictXai;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A vendor of the cases: its strict fake, and the connector that speaks to it. */
@SuppressWarnings("ImmutableEnumChecker") // What it makes is made anew each time.
enum CaseVendor {
  OPENAI(StrictChat::new, OpenAiPlugin::new, "openai", "/v1", "gpt-5.1"),
  RESPONSES(StrictResponses::new, OpenAiPlugin::new, "openai", "/v1", "gpt-5.1"),
  ANTHROPIC(StrictClaude::new, AnthropicPlugin::new, "anthropic", "/v1", "claude-sonnet-4-5"),
  GEMINI(StrictGemini::new, GooglePlugin::new, "gemini", "/v1beta", "gemini-3.5-flash"),
  OLLAMA(StrictOllama::new, OllamaPlugin::new, "ollama", "", "qwen3:8b"),
  OPENROUTER(StrictOpenRouter::new, OpenAiPlugin::new, "openrouter", "/v1", "x/y"),
  DEEPSEEK(StrictDeepSeek::new, OpenAiPlugin::new, "deepseek", "", "deepseek-chat"),
  MISTRAL(StrictMistral::new, OpenAiPlugin::new, "mistral", "/v1", "mistral-large-latest"),
  GROQ(StrictGroq::new, OpenAiPlugin::new, "groq", "/openai/v1", "llama-3.3-70b-versatile"),
  XAI(StrictXai::new, OpenAiPlugin::new, "xai", "/v1", "grok-4.3"),
  CEREBRAS(StrictCerebras::new, OpenAiPlugin::new, "cerebras", "/v1", "gpt-oss-120b"),
  FIREWORKS(
      StrictFireworks::new,
      OpenAiPlugin::new,
      "fireworks",
      "/inference/v1",
      "accounts/fireworks/models/kimi-k2"),
  TOGETHER(StrictTogether::new, OpenAiPlugin::new, "together", "/v1", "Qwen/Qwen3-235B"),
  VLLM(StrictVllm::new, OpenAiPlugin::new, "vllm", "/v1", "Qwen/Qwen3-8B"),
  AZURE(StrictAzure::new, OpenAiPlugin::new, "azure-openai", "", "gpt-5.1"),
  BEDROCK(
      StrictBedrock::new,
      BedrockPlugin::new,
      "bedrock",
      "",
      "us.anthropic.claude-sonnet-4-5-20250929-v1:0");

  private final Supplier<StrictVendor> fake;
  private final Supplier<Plugin> plugin;
  private final String connector;
  private final String path;
  private final String model;

  CaseVendor(
      Supplier<StrictVendor> fake,
      Supplier<Plugin> plugin,
      String connector,
      String path,
      String model) {
    this.fake = fake;
    this.plugin = plugin;
    this.connector = connector;
    this.path = path;
    this.model = model;
  }

  static CaseVendor of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** What the provider is called. */
  String provider() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it wants back of a thought that goes on; null when it wants nothing. */
  @Nullable String wantsBack() {
    return switch (this) {
      case RESPONSES -> StrictResponses.SEAL;
      case ANTHROPIC -> StrictClaude.SEAL;
      case GEMINI -> StrictGemini.SEAL;
      case OPENROUTER -> StrictOpenRouter.SEAL;
      case BEDROCK -> StrictBedrock.SEAL;
      case DEEPSEEK -> CrosswiseTest.THOUGHT;
      default -> null;
    };
  }

  /** Whether a message to it may hold the bytes of a PDF. */
  boolean takesFiles() {
    return !List.of(DEEPSEEK, FIREWORKS, TOGETHER, VLLM, AZURE, OLLAMA).contains(this);
  }

  /** A model that it has. */
  String model() {
    return model;
  }

  StrictVendor start() {
    return fake.get();
  }

  @SuppressWarnings("unchecked") // All of these are for models.
  FaultRoad.Site site(int port) {
    Plugin made = plugin.get();
    PluginManifest manifest = ManifestFileReader.of(made.getClass());
    made.start(new FakePluginContext(manifest));
    PluginManifest.ConnectorManifest declared =
        manifest.connectors().stream()
            .filter(one -> one.id().equals(connector))
            .findFirst()
            .orElseThrow();
    return new FaultRoad.Site(
        (Connector<Ai>)
            made.connectors().stream()
                .filter(one -> one.id().equals(connector))
                .findFirst()
                .orElseThrow(),
        declared,
        config(declared),
        port,
        path);
  }

  // What a preset sets, as a provider of it has it.
  private Json.Obj config(PluginManifest.ConnectorManifest declared) {
    Map<String, Json> config = new HashMap<>(declared.edits().defaults());
    config.remove("url");
    if (this == RESPONSES) {
      config.put("api", Json.of("responses"));
    }
    if (this == BEDROCK) {
      config.put("region", Json.of("eu-central-1"));
    }
    return new Json.Obj(config);
  }
}

package io.auterity.relay.telemetry;

import io.auterity.spi.ai.TokenUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words of OpenTelemetry's semantic conventions for generative AI, as far as they are used
 * here. See the conventions under {@code docs/gen-ai} of
 * github.com/open-telemetry/semantic-conventions-genai.
 */
final class GenAi {

  static final String OPERATION = "gen_ai.operation.name";
  static final String PROVIDER = "gen_ai.provider.name";
  static final String MODEL = "gen_ai.request.model";
  static final String ERROR = "error.type";

  private static final String PREFIX = "ai.";

  // Where the conventions have a name of their own; any other connector goes by its id.
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "azure-openai", "azure.ai.openai",
          "gemini", "gcp.gemini",
          "vertex", "gcp.vertex_ai",
          "bedrock", "aws.bedrock",
          "mistral", "mistral_ai",
          "xai", "x_ai");

  /** What a capability does; null when it is no generative AI. */
  static @Nullable String operation(String capability) {
    if (!capability.startsWith(PREFIX)) {
      return null;
    }
    int end = capability.indexOf('.', PREFIX.length());
    String resource = capability.substring(PREFIX.length(), end < 0 ? capability.length() : end);
    return resource.equals("embedding") ? "embeddings" : resource;
  }

  /** Whose service a connector speaks to. */
  static String provider(String connector) {
    return PROVIDERS.getOrDefault(connector, connector);
  }

  /** How many tokens of these units were used; null when none of them was counted. */
  static @Nullable Long tokens(Map<String, Long> used, List<TokenUnit> units) {
    Long sum = null;
    for (TokenUnit unit : units) {
      Long count = used.get(unit.wire());
      if (count != null) {
        sum = sum == null ? count : Long.valueOf(sum + count);
      }
    }
    return sum;
  }
}

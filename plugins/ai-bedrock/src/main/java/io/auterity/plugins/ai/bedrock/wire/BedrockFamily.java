package io.auterity.plugins.ai.bedrock.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The model family (maker) of a Bedrock model, as far as its name tells: Converse takes some fields
 * from some of them only.
 */
enum BedrockFamily {
  CLAUDE,
  NOVA,
  OPENAI,
  QWEN,
  /** Another maker. */
  OTHER,
  /** A name of the account's own, which may stand for any of them. */
  UNKNOWN;

  /** Begins the name of a profile that runs a model in several regions. */
  private static final Pattern GEOGRAPHY =
      Pattern.compile("^(?:us|us-gov|eu|apac|jp|au|ca|sa|me|af|il|mx|global)\\.(?=[a-z0-9-]+\\.)");

  private static final Pattern NAMED =
      Pattern.compile("arn:.*:(?:foundation-model|inference-profile)/(.*)");

  private static final Pattern CLAUDE_BY_TOKENS =
      Pattern.compile("anthropic\\.claude-(3-.*|(opus|sonnet|haiku)-4(-[015])?-20\\d{6}.*)");

  static BedrockFamily of(String model) {
    String name = bare(model);
    if (name.startsWith("anthropic.")) {
      return CLAUDE;
    }
    if (name.startsWith("amazon.nova")) {
      return NOVA;
    }
    if (name.startsWith("openai.")) {
      return OPENAI;
    }
    if (name.startsWith("qwen.")) {
      return QWEN;
    }
    return name.contains(":bedrock:") || !name.contains(".") ? UNKNOWN : OTHER;
  }

  /** The name of the model itself, without where it runs, and of an ARN what it names. */
  static String bare(String model) {
    Matcher named = NAMED.matcher(model);
    Matcher placed = GEOGRAPHY.matcher(named.matches() ? named.group(1) : model);
    return placed.replaceFirst("");
  }

  /** Whether prompts are kept in a cache where a mark says so. */
  boolean caches() {
    return this == CLAUDE || this == NOVA || this == UNKNOWN;
  }

  boolean cachesTools() {
    return this == CLAUDE || this == UNKNOWN;
  }

  /** Whether an answer of a tool can be told to be an error. */
  boolean takesStatus() {
    return this == CLAUDE || this == NOVA || this == UNKNOWN;
  }

  /** Whether a Claude thinks by a number of tokens and knows no adaptive thinking. */
  static boolean thinksByTokens(String model) {
    return CLAUDE_BY_TOKENS.matcher(bare(model)).matches();
  }

  /** Whether a Nova thinks at all. */
  static boolean isSecondNova(String model) {
    return bare(model).startsWith("amazon.nova-2");
  }
}

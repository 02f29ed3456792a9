package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Thinking;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form in which a vendor of the dialect is asked to think (reasoning effort). */
public enum ThinkingForm {
  /** By {@code reasoning_effort} alone, as OpenAI. */
  WORD {
    @Override
    void write(Thinking asked, Map<String, Json> fields) {
      putEffort(asked.effort(), fields);
    }
  },

  /** By {@code thinking: {type}}, which turns it on and off, beside the word, as DeepSeek. */
  SWITCH {
    @Override
    void write(Thinking asked, Map<String, Json> fields) {
      boolean off = asked.mode() == Thinking.Mode.OFF;
      fields.put("thinking", one("type", Json.of(off ? "disabled" : "enabled")));
      putEffort(off ? null : asked.effort(), fields);
    }
  },

  /** By {@code reasoning}, which has a word, a number of tokens or a switch, as OpenRouter. */
  OBJECT {
    @Override
    void write(Thinking asked, Map<String, Json> fields) {
      fields.put("reasoning", reasoning(asked));
    }

    private static Json reasoning(Thinking asked) {
      if (asked.mode() == Thinking.Mode.OFF) {
        return one("enabled", Json.of(false));
      }
      if (asked.effort() != null) {
        return one("effort", Json.of(asked.effort()));
      }
      return asked.budgetTokens() == null
          ? one("enabled", Json.of(true))
          : one("max_tokens", Json.of(asked.budgetTokens().longValue()));
    }
  };

  /** Writes what the vendor can be asked for. */
  abstract void write(Thinking asked, Map<String, Json> fields);

  private static void putEffort(@Nullable String effort, Map<String, Json> fields) {
    if (effort != null) {
      fields.put("reasoning_effort", Json.of(effort));
    }
  }

  private static Json one(String name, Json value) {
    return Json.object(Map.of(name, value));
  }
}

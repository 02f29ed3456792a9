package io.auterity.toolkit.ai;

import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.ImageEdit;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.ModerationRequest;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.SpeechRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.spi.ai.TranslationRequest;
import io.auterity.toolkit.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Validates the inputs of the kind {@code ai} for every connector. */
public final class AiInputs {

  private static final int MOST_TEXTS = 2_048;
  private static final int MOST_PICTURES = 16;
  private static final int LONGEST_SCHEMA = 65_536;

  /**
   * The model that is asked.
   *
   * @param named by the input; null when it names none
   * @param configured the provider's
   * @param setting where the provider names it
   * @throws io.auterity.spi.CallFailedException {@code invalid} when neither names one
   */
  public static String model(@Nullable String named, Optional<String> configured, String setting) {
    return Optional.ofNullable(named)
        .or(() -> configured)
        .orElseThrow(
            () ->
                Refusal.invalid(
                    "model", "is missing: name one here or configure the provider's " + setting));
  }

  /** At least two classes, each described, and a text. */
  public static void check(TextToClassify input) {
    checkText("text", input.text());
    if (input.classes().size() < 2) {
      throw Refusal.invalid("classes", "must be at least two");
    }
    input
        .classes()
        .forEach(
            (name, description) -> {
              checkText("classes", name);
              checkText("classes." + name, description);
            });
  }

  /** A text, and a schema of an object of at most 65,536 letters. */
  public static void check(ObjectRequest input) {
    checkText("text", input.text());
    if (!Json.of("object").equals(input.schema().get("type"))) {
      throw Refusal.invalid("schema.type", "must be object");
    }
    int length = input.schema().toString().length();
    if (length > LONGEST_SCHEMA) {
      throw Refusal.invalid(
          "schema", "must be at most %d letters, not %d".formatted(LONGEST_SCHEMA, length));
    }
  }

  /**
   * 1 to 2,048 texts.
   *
   * @throws io.auterity.spi.CallFailedException {@code unsupported} when there are tokens instead
   */
  public static void check(EmbeddingRequest request) {
    if (request.tokens() != null) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "input",
          "token arrays cannot be read by this vendor: send texts"
              + " (in LangChain: check_embedding_ctx_length=False)");
    }
    checkTexts("input", request.input());
  }

  /** 1 to 2,048 texts, or as many arrays of tokens. */
  public static void checkTextsOrTokens(EmbeddingRequest request) {
    List<List<Integer>> tokens = request.tokens();
    if (tokens == null) {
      check(request);
      return;
    }
    if (!request.input().isEmpty()) {
      throw Refusal.invalid("input", "must be empty beside tokens");
    }
    if (tokens.isEmpty() || tokens.size() > MOST_TEXTS) {
      throw Refusal.invalid(
          "tokens", "must be 1 to %d arrays, not %d".formatted(MOST_TEXTS, tokens.size()));
    }
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isEmpty() || tokens.get(i).stream().anyMatch(token -> token < 0)) {
        throw Refusal.invalid("tokens[%d]".formatted(i), "must be at least one number from 0 on");
      }
    }
  }

  /** 1 to 2,048 texts. */
  public static void check(ModerationRequest request) {
    checkTexts("input", request.input());
  }

  /** A prompt. */
  public static void check(ImageRequest request) {
    checkText("prompt", request.prompt());
    check(request.style());
  }

  /** A prompt, and 1 to 16 pictures. */
  public static void check(ImageEdit request) {
    checkText("prompt", request.prompt());
    int pictures = request.images().size();
    if (pictures < 1 || pictures > MOST_PICTURES) {
      throw Refusal.invalid(
          "images", "must be 1 to %d pictures, not %d".formatted(MOST_PICTURES, pictures));
    }
    check(request.style());
  }

  private static void check(@Nullable ImageStyle style) {
    checkPositive("style.count", style == null ? null : style.count());
  }

  /** A sound. */
  public static void check(TranscriptionRequest request) {
    checkSound(request.audio());
  }

  /** A sound. */
  public static void check(TranslationRequest request) {
    checkSound(request.audio());
  }

  /** Words and a voice. */
  public static void check(SpeechRequest request) {
    checkText("input", request.input());
    checkText("voice", request.voice());
  }

  private static void checkSound(Content audio) {
    if (audio.length() == 0) {
      throw Refusal.invalid("audio", "must not be empty");
    }
  }

  private static void checkPositive(String field, @Nullable Integer number) {
    if (number != null && number < 1) {
      throw Refusal.invalid(field, "must be at least 1, not " + number);
    }
  }

  private static void checkTexts(String field, List<String> texts) {
    if (texts.isEmpty() || texts.size() > MOST_TEXTS) {
      throw Refusal.invalid(
          field, "must be 1 to %d texts, not %d".formatted(MOST_TEXTS, texts.size()));
    }
    for (int i = 0; i < texts.size(); i++) {
      checkText("%s[%d]".formatted(field, i), texts.get(i));
    }
  }

  /** A query, 1 to 2,048 documents, and at least one that is to be told. */
  public static void check(RerankRequest request) {
    checkText("query", request.query());
    int documents = request.documents().size();
    if (documents < 1 || documents > MOST_TEXTS) {
      throw Refusal.invalid(
          "documents", "must be 1 to %d texts, not %d".formatted(MOST_TEXTS, documents));
    }
    checkPositive("top", request.top());
  }

  private static void checkText(String field, String text) {
    if (text.isBlank()) {
      throw Refusal.invalid(field, "must not be empty");
    }
  }
}

package io.auterity.toolkit.ai;

import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.toolkit.Refusal;

/** What inputs of the kind {@code ai} must be for every connector. */
public final class AiInputs {

  private static final int MOST_TEXTS = 2_048;

  private AiInputs() {}

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

  /** 1 to 2,048 texts. */
  public static void check(EmbeddingRequest request) {
    int texts = request.input().size();
    if (texts < 1 || texts > MOST_TEXTS) {
      throw Refusal.invalid("input", "must be 1 to %d texts, not %d".formatted(MOST_TEXTS, texts));
    }
    for (int i = 0; i < texts; i++) {
      checkText("input[%d]".formatted(i), request.input().get(i));
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
    if (request.top() != null && request.top() < 1) {
      throw Refusal.invalid("top", "must be at least 1, not " + request.top());
    }
  }

  private static void checkText(String field, String text) {
    if (text.isBlank()) {
      throw Refusal.invalid(field, "must not be empty");
    }
  }
}

package io.auterity.control.guardrail;

import io.auterity.inspect.Excerpts;
import io.auterity.platform.call.ContentGuard.Patience;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.VectorHead;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the meaning of a text whether it is an injection, excerpt by excerpt, with the embedder
 * of an installed plugin and what was trained for it. It takes milliseconds for each excerpt, so it
 * is asked about texts that are there whole.
 */
public final class InjectionHead {

  /** Excerpts of a text that it reads, which are some thousand words; the rules read all of it. */
  public static final int MOST_EXCERPTS = 64;

  private final Supplier<? extends @Nullable TextEmbedder> embedder;

  /**
   * @param embedder one that {@linkplain #fits fits}; null while no plugin brings it
   */
  public InjectionHead(Supplier<? extends @Nullable TextEmbedder> embedder) {
    this.embedder = embedder;
  }

  /** Whether something was trained for an embedder that knows injections. */
  public static boolean fits(TextEmbedder embedder) {
    return head(embedder) != null;
  }

  private static @Nullable VectorHead head(TextEmbedder embedder) {
    return embedder.heads().stream()
        .filter(head -> head.subject().equals(VectorHead.INJECTION))
        .findFirst()
        .orElse(null);
  }

  /** Whether it can be asked now. */
  boolean isThere() {
    return embedder.get() != null;
  }

  /**
   * How much the likeliest excerpt of a text is an injection, from 0 to 1, where one counts as
   * such; null where none does.
   *
   * @throws CallFailedException when it cannot look, as where no plugin brings one
   */
  @Nullable Double finds(String text, Patience patience) {
    if (text.isBlank()) {
      return null;
    }
    TextEmbedder model = embedder.get();
    VectorHead head = model == null ? null : head(model);
    if (model == null || head == null) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE,
          "no plugin brings a head that finds injections by their meaning");
    }
    double most = 0;
    for (String excerpt : Excerpts.of(text, MOST_EXCERPTS)) {
      if (patience.stopped()) {
        throw new CallFailedException(FailureCode.TIMEOUT, "no time was left to read its words");
      }
      most = Math.max(most, head.score(model.embed(excerpt)));
    }
    return most >= head.threshold() ? most : null;
  }
}

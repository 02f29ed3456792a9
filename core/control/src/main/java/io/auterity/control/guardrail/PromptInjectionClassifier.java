package io.auterity.control.guardrail;

import io.auterity.inspect.Excerpts;
import io.auterity.inspect.VisibleText;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.call.ContentGuard.Patience;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.VectorHead;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the meaning of a text whether it is an injection, excerpt by excerpt, with the embedder
 * of an installed plugin and what was trained for it. It takes milliseconds for each excerpt, so it
 * is asked about texts that are there whole.
 */
public final class PromptInjectionClassifier {

  /** Excerpts of a text that it reads, which are some thousand words; the rules read all of it. */
  public static final int MOST_EXCERPTS = 64;

  private final Supplier<? extends @Nullable TextEmbedder> embedder;

  /**
   * @param embedder one that {@linkplain #fits fits}; null while no plugin brings it
   */
  public PromptInjectionClassifier(Supplier<? extends @Nullable TextEmbedder> embedder) {
    this.embedder = embedder;
  }

  /** Whether something was trained for an embedder that knows injections. */
  public static boolean fits(TextEmbedder embedder) {
    return !heads(embedder, Place.WORDS).isEmpty();
  }

  /** Whether it can be asked now. */
  boolean isThere() {
    return embedder.get() != null;
  }

  /**
   * How sure it is of the likeliest excerpt of a text that counts as an injection, from 0 to 1;
   * null where none does. What a tool has told or a document says counts as one also where it gives
   * orders that whoever calls may give.
   *
   * @throws CallFailedException when it cannot look, as where no plugin brings one
   */
  @Nullable Double finds(Place place, String text, Patience patience) {
    if (text.isBlank()) {
      return null;
    }
    TextEmbedder model = embedder.get();
    List<VectorHead> heads = model == null ? List.of() : heads(model, place);
    if (model == null || heads.isEmpty()) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE,
          "no plugin brings a head that finds injections by their meaning");
    }
    double most = -1;
    for (String excerpt : Excerpts.of(VisibleText.of(text), MOST_EXCERPTS)) {
      if (patience.stopped()) {
        throw new CallFailedException(FailureCode.TIMEOUT, "no time was left to read its words");
      }
      most = Math.max(most, sure(heads, model.embed(excerpt)));
    }
    return most < 0 ? null : most;
  }

  private static List<VectorHead> heads(TextEmbedder model, Place place) {
    return model.heads().stream()
        .filter(
            head ->
                head.subject().equals(VectorHead.INJECTION)
                    || (place == Place.TOLD && head.subject().equals(VectorHead.ORDER_IN_DOCUMENT)))
        .toList();
  }

  // Negative where it counts as one for none of them.
  private static double sure(List<VectorHead> heads, float[] vector) {
    double most = -1;
    for (VectorHead head : heads) {
      double score = head.score(vector);
      most = score >= head.threshold() ? Math.max(most, score) : most;
    }
    return most;
  }
}

package io.auterity.control.guardrail;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Range;
import io.auterity.spi.Size;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.TextForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Detects, by the meaning of an excerpt, which topic it is about, with the embedder of an installed
 * plugin. How near it is to a topic is the mean of its cosine similarities to the three nearest of
 * the topic's description and examples: one alone is near too many others. The same excerpt is
 * judged the same whenever it comes, and read once while it is remembered.
 */
public final class TopicDetector {

  /** The model by which the usual threshold was measured; vectors of others are apart otherwise. */
  public static final String MODEL = "minilm-q";

  /** Nearness from which on an excerpt is about a topic, where the topic says no other. */
  public static final double USUAL_THRESHOLD = 0.27;

  /** Excerpts of one text that are read, some ten thousand words. */
  static final int MOST_EXCERPTS = 512;

  private static final int NEAREST = 3;
  private static final int REMEMBERED = 1_000;

  private final List<Topic> topics;
  private final Supplier<? extends @Nullable TextEmbedder> embedder;
  private final Map<String, Match> known = new LinkedHashMap<>(16, 0.75f, true);
  private volatile @Nullable List<float[][]> anchors;

  /** What is not to be spoken about. */
  public record Topic(
      @Description("What it is, as decisions and placeholders name it")
          @TextForm(pattern = GuardrailSpec.NAME)
          String name,
      @Description("What it is about, in a sentence") @TextForm(least = 1, most = 500)
          String description,
      @Description("Sentences of a person who speaks about it; five or more find the most")
          @Size(most = 100, distinct = true)
          @TextForm(least = 1, most = 500)
          @Default("[]")
          List<String> examples,
      @Description(
              "Nearness from which on an excerpt is about it: the mean of its cosine similarities"
                  + " to the three nearest of the description and the examples. A higher one finds"
                  + " less and is wrong less often")
          @Range(least = 0, most = 1)
          @Default("" + USUAL_THRESHOLD)
          double threshold) {
    public Topic {
      examples = List.copyOf(examples);
    }
  }

  /**
   * How near an excerpt is to the topic that it is about, or else to the nearest.
   *
   * @param about whether it is about it
   */
  public record Match(String topic, double score, boolean about) {}

  /**
   * @param embedder one that {@linkplain #fits fits}; null while no plugin brings it
   */
  public TopicDetector(List<Topic> topics, Supplier<? extends @Nullable TextEmbedder> embedder) {
    this.topics = List.copyOf(topics);
    this.embedder = embedder;
  }

  /** The reading of one text, which is not endless. */
  final class Reading {

    private int left = MOST_EXCERPTS;

    private Reading() {}

    /**
     * The same as {@link TopicDetector#match} of the next excerpt.
     *
     * @throws CallFailedException {@code too_large} of one too many as well
     */
    Match match(String excerpt) {
      if (left == 0) {
        throw new CallFailedException(
            FailureCode.TOO_LARGE, "a text has more than %d excerpts".formatted(MOST_EXCERPTS));
      }
      left--;
      return TopicDetector.this.match(excerpt);
    }
  }

  Reading reading() {
    return new Reading();
  }

  /** Whether thresholds mean with it what they were measured to mean. */
  public static boolean fits(TextEmbedder embedder) {
    return embedder.model().equals(MODEL);
  }

  /**
   * The topic that an excerpt is about; of several the one whose threshold it exceeds the most.
   *
   * @throws CallFailedException when it cannot look, as where no plugin brings an embedder
   */
  public Match match(String excerpt) {
    Match before = remembered(excerpt);
    if (before != null) {
      return before;
    }
    TextEmbedder model = embedder.get();
    if (model == null) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE,
          "no plugin brings the embedder %s that finds topics: install ai-local".formatted(MODEL));
    }
    Match match = nearest(anchors(model), model.embed(excerpt));
    remember(excerpt, match);
    return match;
  }

  private Match nearest(List<float[][]> all, float[] vector) {
    Match best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < topics.size(); i++) {
      Topic topic = topics.get(i);
      double score = score(all.get(i), vector);
      if (score - topic.threshold() > most) {
        most = score - topic.threshold();
        best = new Match(topic.name(), score, most >= 0);
      }
    }
    if (best == null) {
      throw new IllegalStateException("there is no topic");
    }
    return best;
  }

  private static double score(float[][] anchors, float[] vector) {
    double[] sorted = Arrays.stream(anchors).mapToDouble(one -> cosine(one, vector)).toArray();
    Arrays.sort(sorted);
    int first = Math.max(0, sorted.length - NEAREST);
    return Arrays.stream(sorted, first, sorted.length).average().orElse(0);
  }

  private static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  // Made when first needed, as the plugin may come later than the rule.
  private List<float[][]> anchors(TextEmbedder model) {
    List<float[][]> made = anchors;
    if (made == null) {
      made = topics.stream().map(topic -> anchors(topic, model)).toList();
      anchors = made;
    }
    return made;
  }

  private static float[][] anchors(Topic topic, TextEmbedder model) {
    List<String> texts = new ArrayList<>(topic.examples());
    texts.add(topic.description());
    return texts.stream().map(model::embed).toArray(float[][]::new);
  }

  private @Nullable Match remembered(String excerpt) {
    synchronized (known) {
      return known.get(excerpt);
    }
  }

  private void remember(String excerpt, Match match) {
    synchronized (known) {
      known.put(excerpt, match);
      if (known.size() > REMEMBERED) {
        known.remove(known.keySet().iterator().next());
      }
    }
  }
}

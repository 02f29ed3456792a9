package io.auterity.bench.guardrail;

import io.auterity.bench.figures.Figures;
import io.auterity.control.guardrail.PromptInjectionClassifier;
import io.auterity.inspect.Excerpts;
import io.auterity.inspect.Injections;
import io.auterity.spi.VectorHead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What the heads over embeddings find by themselves and together with the rules, and how long they
 * take.
 */
final class HeadTally {

  private static final int WARM_UPS = 20;
  private static final double HUNDRED = 100;
  private static final double MILLIS = 1e6;

  private final HeadSite site;
  private final Injections rules;
  private final Map<String, float[]> vectors = new HashMap<>();
  private final Histogram excerpts = new Histogram(3);
  private final Histogram texts = new Histogram(3);

  HeadTally(HeadSite site, Injections rules) {
    this.site = site;
    this.rules = rules;
  }

  void warmUp(List<String> some) {
    some.stream().limit(WARM_UPS).forEach(text -> finds(new Variations.Text(text, true)));
    excerpts.reset();
    texts.reset();
    vectors.clear();
  }

  /**
   * Adds what is found.
   *
   * @param of what the figures are called after
   */
  void add(
      String of, List<Variations.Text> attacks, List<Variations.Text> harmless, Figures figures) {
    add(of + "recall", attacks, figures);
    add(of + "false_alarms", harmless, figures);
  }

  /**
   * Adds which share of some texts is found.
   *
   * @param what is found, e.g. {@code recall}
   */
  void add(String what, List<Variations.Text> texts, Figures figures) {
    List<Boolean> found = byHead(texts);
    figures
        .add("injection_head_%s_percent".formatted(what), share(found))
        .add("injection_both_%s_percent".formatted(what), both(texts, found));
  }

  void addDelays(Figures figures) {
    figures
        .add("injection_head_excerpt_p50_ms", excerpts.getValueAtPercentile(50) / MILLIS)
        .add("injection_head_excerpt_p99_ms", excerpts.getValueAtPercentile(99) / MILLIS)
        .add("injection_head_text_p50_ms", texts.getValueAtPercentile(50) / MILLIS)
        .add("injection_head_text_p99_ms", texts.getValueAtPercentile(99) / MILLIS);
  }

  private List<Boolean> byHead(List<Variations.Text> all) {
    return all.stream().map(this::finds).toList();
  }

  private boolean byRules(Variations.Text one) {
    return !rules.in(one.text(), one.tool()).isEmpty();
  }

  private double both(List<Variations.Text> all, List<Boolean> byHead) {
    long count =
        IntStream.range(0, all.size()).filter(i -> byHead.get(i) || byRules(all.get(i))).count();
    return HUNDRED * count / all.size();
  }

  private static double share(List<Boolean> found) {
    return HUNDRED * found.stream().filter(one -> one).count() / found.size();
  }

  private boolean finds(Variations.Text one) {
    List<VectorHead> heads = site.heads(one.tool());
    int known = vectors.size();
    long began = System.nanoTime();
    boolean found = false;
    for (String excerpt : Excerpts.of(one.text(), PromptInjectionClassifier.MOST_EXCERPTS)) {
      found |= finds(excerpt, heads);
    }
    if (vectors.size() > known) {
      texts.recordValue(System.nanoTime() - began);
    }
    return found;
  }

  // One that was read before is read once more by heads that may be others, and not timed.
  private boolean finds(String excerpt, List<VectorHead> heads) {
    float[] known = vectors.get(excerpt);
    long before = System.nanoTime();
    float[] vector = known == null ? site.embedder().embed(excerpt) : known;
    boolean found = heads.stream().anyMatch(head -> head.score(vector) >= head.threshold());
    if (known == null) {
      excerpts.recordValue(System.nanoTime() - before);
      vectors.put(excerpt, vector);
    }
    return found;
  }
}
